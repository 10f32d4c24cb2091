import { StartupProblem } from "./startup-problem.js";

/** What is switched on before everything else is loaded, or not at all. */
const SWITCHES = ["OTEL_EXPORTER_OTLP_ENDPOINT", "SENTRY_DSN"];

let isInstrumented = false;

/** Whatever the environment switches on is on. */
export function nowInstrumented(): void {
  isInstrumented = true;
}

/** Better no start than one of which an operator thinks that it reports: throws where that was left out. */
export function requireInstrumented(environment: NodeJS.ProcessEnv): void {
  const wanted = SWITCHES.find((name) => environment[name]);
  if (wanted === undefined || isInstrumented) return;
  throw new StartupProblem(
    `${wanted} needs node --import ./dist/server/instrument.js before the program; npm start does that by itself.`,
  );
}
