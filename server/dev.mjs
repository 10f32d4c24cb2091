// `npm run dev`: the server, started again whenever its code changes, and the web app, changed in the browser while
// one types. The API is on PORT (default 4000) as ever; Vite says where the web app is.
import { spawn } from "node:child_process";
import { rmSync, watch } from "node:fs";
import { join } from "node:path";
import { prepare, root } from "./prepare.mjs";

await prepare({ withTestTools: true });
// From here on dist/server is what one types at the moment, and no longer what the last build's stamp says.
rmSync(join(root, "dist/.built-server"), { force: true });

const bin = (name) => join(root, "node_modules/.bin", name);
const children = [
  start(bin("swc"), [
    "server",
    "-d",
    "dist/server",
    "--strip-leading-paths",
    "--ignore",
    "**/*.test.ts,**/*.mjs,server/test/**",
    "--watch",
  ]),
  start(process.execPath, [
    "--watch",
    "--watch-preserve-output",
    "--enable-source-maps",
    "--import",
    "./dist/server/instrument.js",
    "dist/server/main.js",
  ]),
  start(bin("vite"), []),
];

/** Operations are typed again a moment after the last change of a file that may hold one. */
let soon;
for (const folder of ["web/routes", "web/features", "web/components", "web/lib", "schema.graphql"]) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(soon);
    soon = setTimeout(() => start("npm", ["run", "--silent", "codegen"]), 300);
  });
}

let ending = false;
const closed = children.map((child) => new Promise((resolve) => child.on("close", resolve)));
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, end);
void Promise.race(closed).then(end);

function start(program, args) {
  return spawn(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
}

/** Where one of them ends, all do. */
async function end() {
  if (ending) return;
  ending = true;
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(closed);
  process.exit();
}
