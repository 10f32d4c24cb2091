import { chakra } from "@chakra-ui/react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Muted, Stack } from "./Layout.js";

const Disc = chakra("span", {
  base: {
    display: "inline-flex",
    padding: "4",
    borderRadius: "chip",
    bg: "subtle",
    color: "fg.muted",
  },
});

/** Nothing here yet: why, and the one thing to do about it. */
export function EmptyState(props: { icon: LucideIcon; title: string; text: string; children?: ReactNode }) {
  const Icon = props.icon;
  return (
    <Stack alignItems="center" textAlign="center" paddingBlock="10" paddingInline="4">
      <Disc>
        <Icon size={28} aria-hidden />
      </Disc>
      <chakra.h2 fontSize="lg">{props.title}</chakra.h2>
      <Muted maxWidth="96">{props.text}</Muted>
      {props.children}
    </Stack>
  );
}
