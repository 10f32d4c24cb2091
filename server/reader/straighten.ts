import {
  composed,
  inverted,
  type Mapping,
  mapped,
  moved,
  ontoCorners,
  type Point,
  SAME,
  type Size,
  scaledBy,
  turned,
} from "./geometry.js";
import { GrayImage } from "./gray-image.js";
import type { Raster } from "./images.js";
import { inkOf, lettersAmong, type Patch, patchesOf } from "./ink.js";
import { type Lean, leanOf } from "./lean.js";
import { isInside, type Paper, paperOn } from "./paper.js";
import type { StraightPage } from "./straight-page.js";

/** What is measured is measured on a picture of this size: letters have some ten pixels then. */
const MEASURED_PIXELS = 1_500_000;
/** What leans less is read as well, and more quickly. */
const LEVEL_ENOUGH = 0.004;

/** Finds the paper on a page and how it lies, and makes of it what engines read best. */
export async function straighten(raster: Raster): Promise<StraightPage> {
  const gray = GrayImage.of(raster);
  const paper = await paperOn(gray);
  const sheet = paper?.corners ? flattened(paper.corners) : { toPage: SAME, ...sizeOf(gray) };
  const letters = await lettersOn(gray, paper, sheet);
  const cut = levelled(sheet, leanOf(letters), paper);
  const straight = gray.seenBy(cut.toPage, cut.width, cut.height);
  return { gray: straight, toPage: cut.toPage, page: sizeOf(raster), textHeight: heightOf(letters, cut.isUpended) };
}

/** A picture to be made, and where its pixels come from. */
interface Cut extends Size {
  readonly toPage: Mapping;
}

/** The sheet between four corners as if one looked at it from above. */
function flattened(corners: readonly Point[]): Cut {
  const side = (from: number, to: number) =>
    Math.hypot(corners[from]!.x - corners[to]!.x, corners[from]!.y - corners[to]!.y);
  const [width, height] = [Math.ceil(Math.max(side(0, 1), side(3, 2))), Math.ceil(Math.max(side(0, 3), side(1, 2)))];
  return { toPage: ontoCorners(width, height, corners), width, height };
}

/** Letters that stand on the paper, in pixels of the sheet. */
async function lettersOn(gray: GrayImage, paper: Paper | null, sheet: Cut): Promise<Patch[]> {
  const scale = Math.min(1, Math.sqrt(MEASURED_PIXELS / (gray.width * gray.height)));
  const small = await gray.resized(Math.ceil(gray.width * scale), Math.ceil(gray.height * scale));
  const letters = lettersAmong(patchesOf(inkOf(small), small.width, small.height));
  const fromSmall = composed(inverted(sheet.toPage), scaledBy(1 / scale));
  return letters.flatMap((letter) => {
    const centre = { x: letter.x + letter.width / 2, y: letter.y + letter.height / 2 };
    if (paper !== null && !isInside(paper.outline, { x: centre.x / scale, y: centre.y / scale })) return [];
    const { x, y } = mapped(fromSmall, centre);
    const [width, height] = [letter.width / scale, letter.height / scale];
    return [{ ...letter, x: x - width / 2, y: y - height / 2, width, height }];
  });
}

/** The sheet turned back by what its rows lean. */
function levelled(sheet: Cut, { radians, isUpended }: Lean, paper: Paper | null): Cut & { isUpended: boolean } {
  // What leans hardly at all is moved by whole pixels, which keeps it sharp.
  const isLevel = Math.abs(radians) < LEVEL_ENOUGH;
  const lean = (isLevel ? 0 : radians) + (isUpended ? Math.PI / 2 : 0);
  const isCut = paper !== null && paper.corners === null;
  if (lean === 0 && !isCut) return { ...sheet, isUpended };
  const back = turned(-lean, { x: 0, y: 0 });
  const seen = (isCut ? paper.outline : cornersOf(sheet)).map((point) => mapped(back, point));
  const [left, top] = [
    Math.floor(Math.min(...seen.map(({ x }) => x))),
    Math.floor(Math.min(...seen.map(({ y }) => y))),
  ];
  const [right, bottom] = [Math.max(...seen.map(({ x }) => x)), Math.max(...seen.map(({ y }) => y))];
  const toSheet = composed(turned(lean, { x: 0, y: 0 }), moved({ x: left, y: top }));
  const toPage = composed(sheet.toPage, toSheet);
  return { toPage, width: Math.ceil(right - left), height: Math.ceil(bottom - top), isUpended };
}

function cornersOf({ width, height }: Size): Point[] {
  return [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
}

/** How high letters are, in the middle; null where there are none. */
function heightOf(letters: readonly Patch[], isUpended: boolean): number | null {
  const heights = letters.map(({ width, height }) => (isUpended ? width : height)).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? null;
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}
