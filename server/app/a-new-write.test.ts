import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const root = process.cwd();
const page = readFileSync(join(root, "docs/a-new-write.md"), "utf8");

/** The code blocks of the page: of which file, and its runs of lines, which "…" parts. */
const blocks = [...page.matchAll(/^```tsx?\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, file, text]) => ({
  file: file!,
  runs: text!.split(/^…\n/m).map((run) => run.trimEnd()),
}));

test("every block of code of the page says of which file it is", () => {
  expect(blocks.length).toBeGreaterThan(8);
  expect(page.match(/^```tsx?$/gm)).toHaveLength(blocks.length);
});

test.each(blocks)("the lines of $file are in it, in this order", ({ file, runs }) => {
  const text = readFileSync(join(root, file), "utf8");
  let from = 0;
  for (const run of runs) {
    const at = text.indexOf(run, from);
    expect({ run, isThere: at >= 0 }).toEqual({ run, isThere: true });
    from = at + run.length;
  }
});

test("every file that the page names is there", () => {
  const named = [...page.matchAll(/`((?:server|web|docs)\/[\w./-]+)`/g)].map(([, file]) => file!);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test("the index of decisions has every record, under its title", () => {
  const index = readFileSync(join(root, "docs/adr/README.md"), "utf8");
  const records = readdirSync(join(root, "docs/adr")).filter((name) => name !== "README.md");
  const missing = records.filter((name) => {
    const [, number, title] = /^# (\d+)\. (.*)$/m.exec(readFileSync(join(root, "docs/adr", name), "utf8"))!;
    return !index.includes(`| [${number}](${name}) | ${title} |`);
  });
  expect(missing).toEqual([]);
});
