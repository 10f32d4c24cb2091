import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Stack, Surface, Unseen } from "./Layout.js";

const Bar = chakra("div", {
  base: { bg: "subtle", borderRadius: "control", animation: "pulse 1.6s ease-in-out infinite" },
});

/** The shape of what is coming, where nothing is cached yet. */
export function Skeleton(props: { rows?: number; heading?: boolean }) {
  const { t } = useTranslation();
  const rows = Array.from({ length: props.rows ?? 5 }, (_, index) => index);
  return (
    <Stack gap="6" width="full" maxWidth="page" aria-busy="true">
      <Unseen>{t("common.loading")}</Unseen>
      {props.heading && <Bar height="9" width="56" maxWidth="full" />}
      <Surface pad="none" bg="transparent">
        {rows.map((row) => (
          <Bar key={row} height="row" marginBottom="2" />
        ))}
      </Surface>
    </Stack>
  );
}
