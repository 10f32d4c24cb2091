// Prints the package.json of the container: that of the product, with what its processes import and nothing else. npm takes
// the versions from the product's own lockfile.
import { readFileSync } from "node:fs";

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

const { name, version, type, dependencies, overrides } = read("../package.json");
const needed = read("./runtime-packages.json").map((each) => [each, dependencies[each]]);
const runtime = { name, version, private: true, type, dependencies: Object.fromEntries(needed), overrides };
process.stdout.write(`${JSON.stringify(runtime, null, 2)}\n`);
