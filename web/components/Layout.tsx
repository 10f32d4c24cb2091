import { chakra } from "@chakra-ui/react";
import { chipRecipe, surfaceRecipe } from "../theme/recipes.js";

export const Stack = chakra("div", { base: { display: "flex", flexDirection: "column", gap: "4", minWidth: "0" } });

export const Row = chakra("div", { base: { display: "flex", alignItems: "center", gap: "3", minWidth: "0" } });

/** Words and a figure beside each other; where a long one leaves no room for the other, the figure goes below. */
export const Sides = chakra("span", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: "3",
    rowGap: "1",
    minWidth: "0",
    "& > :first-child": { flex: "1 1 9rem", minWidth: "0" },
    "& > :last-child": { marginInlineStart: "auto" },
  },
});

export const Surface = chakra("section", surfaceRecipe);

export const Chip = chakra("span", chipRecipe);

export const Heading = chakra("h2", { base: { fontSize: "lg" } });

export const Muted = chakra("p", { base: { color: "fg.muted" } });

/** A list whose rows are separated by hairlines. */
export const Rows = chakra("ul", {
  base: {
    listStyle: "none",
    "& > li + li": { borderTop: "1px solid", borderColor: "line" },
  },
});

/** There for those who hear the page, not for those who see it. */
export const Unseen = chakra("span", {
  base: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clip: "rect(0 0 0 0)",
    whiteSpace: "nowrap",
  },
});
