import type { Result, RunOptions } from "axe-core";
import axe from "axe-core";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Those of them that ask what colour something has. */
const RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"];

type Axe = typeof axe;

/** Which rules of WCAG the page breaks as it is, or which of those of colours, as far as a program can tell, and where. */
export async function violationsOn(page: Page, which: "all" | "colours"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const options: RunOptions = {
    runOnly: which === "all" ? { type: "tag", values: RULES } : { type: "rule", values: RULES_OF_COLOURS },
    // To describe all that passed takes longer than to look.
    resultTypes: ["violations"],
  };
  const violations = await page.evaluate(async (asked): Promise<Result[]> => {
    const { axe: here } = globalThis as unknown as { readonly axe: Axe };
    return (await here.run(asked)).violations;
  }, options);
  return violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
