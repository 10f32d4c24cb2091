import { chakra } from "@chakra-ui/react";
import { Minus, Plus } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { Input } from "../../components/Field.js";
import { Stack } from "../../components/Layout.js";

interface Member {
  readonly id: string;
  readonly name: string;
}

interface Props {
  id: string;
  members: readonly Member[];
  /** What was typed for each of them. */
  weights: Readonly<Record<string, string>>;
  onChange: (memberId: string, weight: string) => void;
  problemOf: (memberId: string) => string | undefined;
}

const Line = chakra("div", {
  base: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    columnGap: "3",
    alignItems: "center",
    paddingInlineStart: "2",
  },
});

/** Who had more of a line than the others: two of three beers. */
export function WeightFields(props: Props) {
  return (
    <Stack id={props.id} gap="1">
      {props.members.map((member) => (
        <WeightLine
          key={member.id}
          member={member}
          weight={props.weights[member.id] ?? ""}
          onChange={(weight) => props.onChange(member.id, weight)}
          problem={props.problemOf(member.id)}
        />
      ))}
    </Stack>
  );
}

function WeightLine(props: {
  member: Member;
  weight: string;
  onChange: (weight: string) => void;
  problem: string | undefined;
}) {
  const { t } = useTranslation();
  const id = useId();
  const { member, weight, problem } = props;
  const name = member.name;
  /** Whole numbers go up and down by one; what was typed otherwise stays until somebody types again. */
  const whole = /^\d{1,6}$/.test(weight) ? Number(weight) : null;
  return (
    <Line>
      <chakra.label htmlFor={id} truncate>
        {name}
      </chakra.label>
      <chakra.span display="flex" alignItems="center" gap="1">
        <Button
          size="icon"
          look="plain"
          aria-label={t("bill.less", { name })}
          disabled={whole === null || whole <= 1}
          onClick={() => props.onChange(String(whole! - 1))}
        >
          <Minus size={16} aria-hidden />
        </Button>
        <Input
          id={id}
          kind="amount"
          width="16"
          inputMode="decimal"
          autoComplete="off"
          aria-label={t("bill.weightOf", { name })}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          value={weight}
          onChange={(event) => props.onChange(event.target.value)}
        />
        <Button
          size="icon"
          look="plain"
          aria-label={t("bill.more", { name })}
          disabled={whole === null}
          onClick={() => props.onChange(String(whole! + 1))}
        >
          <Plus size={16} aria-hidden />
        </Button>
      </chakra.span>
      <Fault id={`${id}-problem`} text={problem} wide />
    </Line>
  );
}
