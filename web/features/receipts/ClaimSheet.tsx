import { chakra } from "@chakra-ui/react";
import { Minus, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Muted, Rows, Stack } from "../../components/Layout.js";
import { Sheet } from "../../components/Sheet.js";
import { useFormat } from "../../lib/format.js";
import type { Claimant } from "./claims-shown.js";
import type { Line } from "./receipt-parts.js";

const Person = chakra("li", { base: { display: "flex", alignItems: "center", gap: "1", flexWrap: "wrap" } });
const Choice = chakra("label", {
  base: {
    display: "flex",
    flex: "1 1 9rem",
    minWidth: "0",
    alignItems: "center",
    gap: "3",
    minHeight: "row",
    cursor: "pointer",
    "&:has(:focus-visible)": { outline: "2px solid", outlineColor: "focus", outlineOffset: "-2px" },
  },
});
const Weight = chakra("span", { base: { minWidth: "12", textAlign: "center", fontVariantNumeric: "tabular-nums" } });

interface Props {
  line: Line;
  members: readonly Claimant[];
  onClaim: (memberId: string, weight: string) => void;
  onClose: () => void;
}

/** Who had a line, for anybody: also for those who are not here, and how much of it each had. */
export function ClaimSheet({ line, members, onClaim, onClose }: Props) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const weights = new Map(line.claims.map(({ member, weight }) => [member.id, weight]));
  const whole = [...weights.values()].reduce((sum, weight) => sum + Number(weight), 0);
  return (
    <Sheet
      title={t("receipt.whoHad", { line: line.name })}
      onClose={onClose}
      footer={
        <Button wide look="primary" onClick={onClose}>
          {t("common.done")}
        </Button>
      }
    >
      <Stack gap="2">
        <Muted>{money(line.amount)}</Muted>
        <Rows>
          {members.map((member) => (
            <PersonLine
              key={member.id}
              member={member}
              weight={weights.get(member.id) ?? null}
              whole={whole}
              onClaim={(weight) => onClaim(member.id, weight)}
            />
          ))}
        </Rows>
      </Stack>
    </Sheet>
  );
}

function PersonLine(props: {
  member: Claimant;
  weight: string | null;
  /** Of all who had it. */
  whole: number;
  onClaim: (weight: string) => void;
}) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { member, weight, onClaim } = props;
  const parts = weight === null ? 0 : Number(weight);
  return (
    <Person>
      <Choice>
        <input
          type="checkbox"
          checked={weight !== null}
          onChange={(event) => onClaim(event.target.checked ? "1" : "0")}
        />
        <Avatar id={member.id} name={member.name} size="sm" />
        <chakra.span minWidth="0">{member.name}</chakra.span>
      </Choice>
      {weight !== null && (
        <chakra.span display="inline-flex" alignItems="center">
          <Button
            size="icon"
            look="plain"
            aria-label={t("bill.less", { name: member.name })}
            disabled={!Number.isInteger(parts) || parts <= 1}
            onClick={() => onClaim(String(parts - 1))}
          >
            <Minus size={16} aria-hidden />
          </Button>
          <Weight aria-live="polite">
            {t("receipt.partsOf", { parts: number(weight), whole: number(String(props.whole)) })}
          </Weight>
          <Button
            size="icon"
            look="plain"
            aria-label={t("bill.more", { name: member.name })}
            disabled={!Number.isInteger(parts)}
            onClick={() => onClaim(String(parts + 1))}
          >
            <Plus size={16} aria-hidden />
          </Button>
        </chakra.span>
      )}
    </Person>
  );
}
