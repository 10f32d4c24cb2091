// The dashboard as code: `node ops/grafana/dashboard.mjs` writes dashboards/expense-tracker.json anew. A test holds the
// file equal to this, and the metrics in it equal to those that there are.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILE = new URL("dashboards/expense-tracker.json", import.meta.url);
const DATASOURCE = { type: "prometheus", uid: "prometheus" };
const METRIC = "expense_tracker_";
/** A dashboard is so many columns wide; three panels stand side by side. */
const COLUMNS = 24;
const [WIDTH, HEIGHT] = [8, 8];

/** The part of operations, or of whatever a histogram measures, that took no longer than this. */
function quantile(share, metric, by = [], where = "") {
  const labels = ["le", ...by].join(", ");
  return `histogram_quantile(${share}, sum by (${labels}) (rate(${METRIC}${metric}_bucket${where}[$__rate_interval])))`;
}

function rate(metric, by, where = "") {
  return `sum by (${by}) (rate(${METRIC}${metric}${where}[$__rate_interval]))`;
}

/** Every process tells of the database's own numbers: the largest is the latest. */
function largest(metric, by) {
  return `max by (${by}) (${METRIC}${metric})`;
}

/** What stands under each other, with what each panel shows: a unit of Grafana's, and queries with their legends. */
const ROWS = {
  "What people notice": [
    panel("Operations per second", "reqps", [rate("operation_seconds_count", "type"), "{{type}}"]),
    panel(
      "How long queries and mutations take",
      "s",
      [quantile(0.95, "operation_seconds", ["type"], '{type=~"query|mutation"}'), "p95 {{type}}"],
      [quantile(0.5, "operation_seconds", ["type"], '{type=~"query|mutation"}'), "p50 {{type}}"],
    ),
    panel("What became of them", "reqps", [rate("operation_seconds_count", "outcome"), "{{outcome}}"]),
    panel("The slowest of the web app (p95)", "s", [
      `topk(10, ${quantile(0.95, "operation_seconds", ["operation"])})`,
      "{{operation}}",
    ]),
    panel("The most frequent of the web app", "reqps", [
      `topk(10, ${rate("operation_seconds_count", "operation")})`,
      "{{operation}}",
    ]),
    panel("Errors by code", "reqps", [rate("errors_total", "code"), "{{code}}"]),
  ],
  "Live events": [
    panel(
      "Sockets and subscriptions",
      "short",
      [`sum(${METRIC}sockets)`, "sockets"],
      [`sum(${METRIC}subscriptions)`, "subscriptions"],
    ),
    panel("Deliveries per second", "short", [`sum(rate(${METRIC}deliveries_total[$__rate_interval]))`, "deliveries"]),
    panel(
      "From an event to its delivery",
      "s",
      [quantile(0.95, "event_lag_seconds"), "p95"],
      [quantile(0.5, "event_lag_seconds"), "p50"],
    ),
  ],
  "Jobs and followers": [
    panel(
      "Jobs that wait",
      "short",
      [largest("jobs_waiting", "kind"), "{{kind}}"],
      [largest("jobs_dead", "kind"), "given up: {{kind}}"],
    ),
    panel("For how long they have been due", "s", [largest("jobs_oldest_ready_seconds", "kind"), "{{kind}}"]),
    panel(
      "How long a receipt is read",
      "s",
      [quantile(0.95, "reading_seconds"), "p95"],
      [quantile(0.5, "reading_seconds"), "p50"],
    ),
    panel("What becomes of receipts", "short", [rate("reading_seconds_count", "outcome"), "{{outcome}}"]),
    panel("Mails, pushes and texts that tell people", "short", [
      rate("notices_total", "channel, outcome"),
      "{{channel}} {{outcome}}",
    ]),
    panel("For how long the first of them has stood", "s", [
      `max(${METRIC}notices_standing_seconds)`,
      "due, and not left",
    ]),
    panel("How far followers are behind", "s", [largest("follower_lag_seconds", "follower"), "{{follower}}"]),
  ],
  "What it stands on": [
    panel(
      "Connections to the database",
      "short",
      [`sum by (pool, state) (${METRIC}pool_connections)`, "{{pool}} {{state}}"],
      [`sum by (pool) (${METRIC}pool_max)`, "{{pool}} most"],
      [`sum by (pool) (${METRIC}pool_waiting)`, "{{pool}} waiting"],
    ),
    panel("Waiting for a connection (p95)", "s", [quantile(0.95, "pool_wait_seconds", ["pool"]), "{{pool}}"]),
    panel("Memory of Redis", "bytes", [largest("redis_memory_bytes", "state"), "{{state}}"]),
    panel("Disk of DATA_DIR", "bytes", [`max by (instance, state) (${METRIC}disk_bytes)`, "{{instance}} {{state}}"]),
    panel("Memory of the processes", "bytes", ["process_resident_memory_bytes", "{{job}} {{instance}}"]),
    panel(
      "Processor and event loop of the processes",
      "short",
      ["rate(process_cpu_seconds_total[$__rate_interval])", "cores {{instance}}"],
      ["nodejs_eventloop_lag_p99_seconds", "loop p99 (s) {{instance}}"],
    ),
    panel("Releases that run", "short", [
      `count by (version, node) (${METRIC}build_info)`,
      "{{version}} on Node {{node}}",
    ]),
    panel("The certificate ends in", "s", [`min by (host) (${METRIC}certificate_expiry_seconds) - time()`, "{{host}}"]),
  ],
};

function panel(title, unit, ...queries) {
  const targets = queries.map(([expr, legendFormat], index) => ({
    refId: String.fromCharCode(65 + index),
    datasource: DATASOURCE,
    expr,
    legendFormat,
  }));
  const fieldConfig = { defaults: { unit, min: 0, custom: { fillOpacity: 5, showPoints: "never" } }, overrides: [] };
  const options = { legend: { displayMode: "list", placement: "bottom" }, tooltip: { mode: "multi", sort: "desc" } };
  return { type: "timeseries", title, datasource: DATASOURCE, targets, fieldConfig, options };
}

/** The dashboard in Grafana's own form. */
export function dashboard() {
  const panels = [];
  let y = 0;
  for (const [title, own] of Object.entries(ROWS)) {
    panels.push({ type: "row", title, collapsed: false, panels: [], gridPos: { h: 1, w: COLUMNS, x: 0, y } });
    y += 1;
    own.forEach((each, index) => {
      const place = index * WIDTH;
      const gridPos = { h: HEIGHT, w: WIDTH, x: place % COLUMNS, y: y + Math.floor(place / COLUMNS) * HEIGHT };
      panels.push({ ...each, gridPos });
    });
    y += Math.ceil((own.length * WIDTH) / COLUMNS) * HEIGHT;
  }
  return {
    uid: "expense-tracker",
    title: "Expense Tracker",
    tags: ["expense-tracker"],
    timezone: "browser",
    schemaVersion: 39,
    refresh: "30s",
    time: { from: "now-3h", to: "now" },
    panels: panels.map((each, index) => ({ id: index + 1, ...each })),
  };
}

/** As it stands in the file. */
export function dashboardText() {
  return `${JSON.stringify(dashboard(), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, dashboardText());
