import { createRequire } from "node:module";
import sharp from "sharp";

const FONT = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf");

/** A photo of paper with these lines of text on it, as a JPEG: the letters come with us, so that every machine draws the same. */
export async function drawnReceipt(lines: readonly string[]): Promise<Buffer> {
  const text = lines.map((line) => escaped(line) || " ").join("\n");
  return sharp({ text: { text, font: "DejaVu Sans Mono 12", fontfile: FONT, dpi: 170, spacing: 14 } })
    .extend({ top: 40, bottom: 40, left: 40, right: 40, background: "#000000" })
    .negate()
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Pango reads markup. */
function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
