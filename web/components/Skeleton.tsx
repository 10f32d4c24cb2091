import { chakra } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Stack, Surface, Unseen } from "./Layout.js";

/** A thing that is coming. */
export const Bar = chakra("div", {
  base: { bg: "subtle", borderRadius: "control", animation: "pulse 1.6s ease-in-out infinite" },
});
const Line = chakra("div", {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) 4rem",
    alignItems: "center",
    gap: "3",
    minHeight: "row",
    paddingInline: { base: "3", md: "4" },
  },
});

/** A part of a page that waits for what it shows. */
export function Waiting(props: { width: "page" | "text" | "form"; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Stack gap="6" width="full" maxWidth={props.width} aria-busy="true">
      <Unseen>{t("common.loading")}</Unseen>
      {props.children}
    </Stack>
  );
}

/** The shape of rows that are coming, where nothing is cached yet: a face or a picture, words, and a figure. */
export function Skeleton(props: { rows?: number; heading?: boolean }) {
  const rows = Array.from({ length: props.rows ?? 5 }, (_, index) => index);
  return (
    <Waiting width="page">
      {props.heading && <Bar height="9" width="56" maxWidth="full" />}
      <Surface pad="none">
        {rows.map((row) => (
          <Line key={row}>
            <Bar width="9" height="9" />
            <Bar height="4" width={row % 2 ? "60%" : "75%"} />
            <Bar height="4" />
          </Line>
        ))}
      </Surface>
    </Waiting>
  );
}
