import { chakra } from "@chakra-ui/react";

/** What there is to do with a receipt, in sight wherever one is in it. */
export const Foot = chakra("div", {
  base: {
    position: "sticky",
    // Above the bar of a phone.
    bottom: { base: "calc(4rem + env(safe-area-inset-bottom))", md: "0" },
    zIndex: "bar",
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "2",
    bg: "surface",
    paddingBlock: "2",
    borderTop: "1px solid",
    borderColor: "line",
  },
});
