import { chakra } from "@chakra-ui/react";
import { useId } from "react";
import { useFormat } from "../../lib/format.js";

const Track = chakra("progress", {
  base: {
    width: "full",
    height: "2",
    appearance: "none",
    border: "0",
    borderRadius: "chip",
    overflow: "hidden",
    bg: "line",
    "&::-webkit-progress-bar": { bg: "line" },
    "&::-webkit-progress-value": { bg: "accent", transition: "width var(--ledger-durations-sheet)" },
    "&::-moz-progress-bar": { bg: "accent" },
  },
});
const Words = chakra("label", { base: { display: "flex", justifyContent: "space-between", gap: "3", fontSize: "sm" } });

/** How far something is: in words, and as a line. `part` is from 0 to 1; null where nobody can say. */
export function ProgressLine({ label, part }: { label: string; part: number | null }) {
  const id = useId();
  const { number } = useFormat();
  const percent = part === null ? null : Math.round(part * 100);
  return (
    <div>
      <Words htmlFor={id}>
        <span role="status">{label}</span>
        {percent !== null && <span>{number(String(percent))} %</span>}
      </Words>
      <Track id={id} max={100} {...(percent !== null && { value: percent })} />
    </div>
  );
}
