import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Those of them that ask what colour something has. */
const RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Which rules of WCAG the page breaks as it is, or which of those of colours, as far as a program can tell, and where. */
export async function violationsOn(page: Page, which: "all" | "colours"): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  if (which === "all") builder.withTags(RULES);
  else builder.withRules(RULES_OF_COLOURS);
  // There are no frames to look into, for which the other way opens a page of its own each time.
  const { violations } = await builder.setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
