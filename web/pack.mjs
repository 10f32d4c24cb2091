// Ends the build: beside each script and style sheet its .br and .gz, so that no process packs them again for each visitor,
// and a proxy has nothing to do but pass them on. Their names are hashes of what is in them, so they are packed once.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const FOLDERS = ["dist/web/assets", "dist/explorer/assets"];
const PACKS_WELL = /\.(js|css|svg|json)$/;
/** The last step of quality takes as long as all before it together: above this size it is not worth the wait. */
const LARGE_BYTES = 500_000;

for (const folder of FOLDERS) {
  const names = (await readdir(folder)).filter((name) => PACKS_WELL.test(name));
  await Promise.all(names.map((name) => pack(join(folder, name))));
}

async function pack(file) {
  const content = await readFile(file);
  const quality = content.length > LARGE_BYTES ? 9 : constants.BROTLI_MAX_QUALITY;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }));
}
