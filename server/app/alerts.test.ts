import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { dashboardText } from "../../ops/grafana/dashboard.mjs";
import { Metrics } from "../platform/metrics.js";

const read = (path: string) => readFileSync(path, "utf8");
const rules = read("ops/prometheus/rules.yml");
const tests = read("ops/prometheus/rules.test.yml");
const dashboard = read("ops/grafana/dashboards/expense-tracker.json");
const manual = read("docs/operating.md");

const own = new Metrics().names;
/** What of ours a text speaks of; a histogram is asked for by its parts. */
const metricsIn = (text: string) =>
  new Set([...text.matchAll(/expense_tracker_\w+/g)].map(([name]) => own.find((each) => isOf(each, name)) ?? name));
const isOf = (metric: string, name: string) => name.replace(metric, "").match(/^(_bucket|_count|_sum)?$/) !== null;
const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name!);

test.each([
  ["the rules", rules],
  ["the tests of the rules", tests],
  ["the dashboard", dashboard],
  ["the manual", manual],
])("%s speak of metrics that there are", (_, text) => {
  const unknown = [...metricsIn(text)].filter((name) => !own.includes(name));
  expect(unknown).toEqual([]);
});

test("the dashboard shows every metric, and is what its code makes", () => {
  expect([...metricsIn(dashboard)].sort()).toEqual([...own].sort());
  expect(dashboard).toBe(dashboardText());
});

test("every alert is tried out: it is raised, and it is not", () => {
  expect(alerts.length).toBeGreaterThan(10);
  for (const alert of alerts) {
    const own = tests.split(/^ {2}- name: /m).filter((text) => text.startsWith(`${alert} `));
    const raised = own.filter((text) => text.includes("exp_labels:"));
    const quiet = own.filter((text) => !text.includes("exp_labels:"));
    expect([alert, raised.length > 0, quiet.length > 0]).toEqual([alert, true, true]);
  }
});

test("every alert has its heading in the manual, and what is said there leads to it", () => {
  const [, part] = /\n## Alerts\n([\s\S]*?)\n## /.exec(`${manual}\n## `)!;
  const headings = [...part!.matchAll(/^### (\w+)$/gm)].map(([, name]) => name!);
  expect(headings).toEqual(alerts);
  const runbooks = [...rules.matchAll(/runbook: (.*)/g)].map(([, place]) => place);
  expect(runbooks).toEqual(alerts.map((alert) => `docs/operating.md#${alert.toLowerCase()}`));
});
