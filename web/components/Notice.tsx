import { chakra } from "@chakra-ui/react";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { noticeRecipe } from "../theme/recipes.js";
import { Stack } from "./Layout.js";

const Frame = chakra("div", noticeRecipe);
const icons = { info: Info, warn: TriangleAlert, danger: CircleAlert, good: CircleCheck };

/** A word in the flow of the page; `danger` is announced at once. */
export function Notice(props: { tone: keyof typeof icons; title?: string; children?: ReactNode; live?: boolean }) {
  const Icon = icons[props.tone];
  const role = props.tone === "danger" ? "alert" : props.live ? "status" : undefined;
  return (
    <Frame tone={props.tone} role={role}>
      <Icon size={18} aria-hidden />
      <Stack gap="2" flex="1">
        {props.title && <chakra.p fontWeight="semibold">{props.title}</chakra.p>}
        {props.children}
      </Stack>
    </Frame>
  );
}
