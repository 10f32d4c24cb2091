import { composed, type Mapping, mapped, moved, SAME, type Size, turned } from "./geometry.js";
import { GrayImage } from "./gray-image.js";
import type { Raster } from "./images.js";
import { inkOf, lettersAmong, type Patch, patchesOf } from "./ink.js";
import { leanOf } from "./lean.js";
import type { StraightPage } from "./straight-page.js";

/** What is measured is measured on a picture of this size: letters have some ten pixels then. */
const MEASURED_PIXELS = 1_500_000;
/** What leans less is read as well, and more quickly. */
const LEVEL_ENOUGH = 0.004;

/** Finds the paper on a page and how it lies, and makes of it what engines read best. */
export async function straighten(raster: Raster): Promise<StraightPage> {
  const gray = GrayImage.of(raster);
  const scale = Math.min(1, Math.sqrt(MEASURED_PIXELS / (gray.width * gray.height)));
  const small = await gray.resized(Math.ceil(gray.width * scale), Math.ceil(gray.height * scale));
  const letters = lettersAmong(patchesOf(inkOf(small), small.width, small.height));
  const { radians, isUpended } = leanOf(letters);
  const lean = isUpended ? radians + Math.PI / 2 : radians;
  const textHeight = heightOf(letters, isUpended) / scale;
  const cut = Math.abs(lean) < LEVEL_ENOUGH ? { toPage: SAME, ...sizeOf(gray) } : levelled(gray, lean);
  const straight = gray.seenBy(cut.toPage, cut.width, cut.height);
  return { gray: straight, toPage: cut.toPage, page: sizeOf(raster), textHeight: textHeight || null };
}

/** The whole page, turned back by what it leans: from the picture of it that is level. */
function levelled({ width, height }: Size, lean: number): { toPage: Mapping } & Size {
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: 0, y: height },
    { x: width, y: height },
  ].map((corner) => mapped(turned(-lean, { x: 0, y: 0 }), corner));
  const [left, top] = [Math.min(...corners.map(({ x }) => x)), Math.min(...corners.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...corners.map(({ x }) => x)), Math.max(...corners.map(({ y }) => y))];
  const toPage = composed(turned(lean, { x: 0, y: 0 }), moved({ x: left, y: top }));
  return { toPage, width: Math.ceil(right - left), height: Math.ceil(bottom - top) };
}

function heightOf(letters: readonly Patch[], isUpended: boolean): number {
  const heights = letters.map(({ width, height }) => (isUpended ? width : height)).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}
