import { chakra } from "@chakra-ui/react";
import type { GroupColour } from "../gql/graphql.js";

const SIZES = {
  sm: { size: "2rem", fontSize: "1rem" },
  md: { size: "2.5rem", fontSize: "1.25rem" },
  lg: { size: "3.5rem", fontSize: "1.75rem" },
} as const;

const Badge = chakra("span", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    flexShrink: 0,
    borderRadius: "card",
    // Seen where the system paints all colours over.
    border: "1px solid transparent",
    fontWeight: "semibold",
    lineHeight: "1",
    userSelect: "none",
  },
});

/** A group at a glance: its emoji, or its first letter, on its colour. Its name stands beside it. */
export function GroupBadge(props: {
  group: { readonly name: string; readonly emoji?: string | null; readonly colour: GroupColour };
  size?: keyof typeof SIZES;
}) {
  const { name, emoji, colour } = props.group;
  const { size, fontSize } = SIZES[props.size ?? "md"];
  return (
    <Badge
      aria-hidden
      width={size}
      height={size}
      bg={`group.${colour}.bg`}
      color={`group.${colour}.fg`}
      style={{ fontSize }}
    >
      {emoji ?? [...name.trim()][0]?.toLocaleUpperCase()}
    </Badge>
  );
}
