import { chakra } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Muted, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { useInviteAccept } from "./useInviteAccept.js";

interface Claimable {
  readonly id: string;
  readonly name: string;
}

const Option = chakra("label", {
  base: {
    display: "flex",
    alignItems: "center",
    gap: "3",
    minHeight: "control",
    paddingInline: "3",
    borderRadius: "control",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    "&:has(:checked)": { bg: "accent.soft" },
  },
});

const NEW = "";

/** "Which one are you?": a place that is waiting, with its history, or a new one. */
export function JoinPanel(props: { code: string; claimable: readonly Claimable[]; onDone: (groupId: string) => void }) {
  const { t } = useTranslation();
  const { claimable, code } = props;
  const [chosen, setChosen] = useState(claimable.length === 1 ? claimable[0]!.id : NEW);
  const accept = useInviteAccept();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => accept({ code, memberId: chosen || null }),
          (group) => props.onDone(group.id),
        );
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        {claimable.length > 0 && (
          <chakra.fieldset border="0" minWidth="0">
            <chakra.legend fontWeight="semibold">{t("join.which")}</chakra.legend>
            <Muted fontSize="sm" marginBottom="2">
              {t("join.whichText")}
            </Muted>
            {[...claimable, { id: NEW, name: t("join.iAmNew") }].map((option) => (
              <Option key={option.id}>
                <input
                  type="radio"
                  name="member"
                  checked={chosen === option.id}
                  onChange={() => setChosen(option.id)}
                />
                {option.name}
              </Option>
            ))}
          </chakra.fieldset>
        )}
        <Button type="submit" look="primary" disabled={pending}>
          {t("join.act")}
        </Button>
      </Stack>
    </form>
  );
}
