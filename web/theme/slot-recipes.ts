import { defineSlotRecipe } from "@chakra-ui/react";

/** A picture of a link, dark on white in both modes, because scanners want it so. */
export const qrCodeRecipe = defineSlotRecipe({
  className: "qr-code",
  slots: ["root", "frame", "pattern", "overlay", "downloadTrigger"],
  base: {
    root: { position: "relative", width: "fit-content", padding: "3", bg: "#ffffff", borderRadius: "card" },
    frame: { width: "40", height: "40", fill: "none" },
    pattern: { fill: "#1B1A17" },
  },
});
