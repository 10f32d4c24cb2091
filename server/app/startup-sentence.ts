import { DatabaseNewerThanCode } from "../platform/migrate.js";
import { StartupProblem } from "../platform/startup-problem.js";
import type { Config } from "./config.js";
import { DirectDatabaseProblem } from "./product-database.js";

/** The sentence for a problem that the person who starts the product can put right; none for a bug. */
export function startupSentence(error: unknown, config: Config | undefined): string | undefined {
  if (error instanceof StartupProblem) return error.message;
  if (error instanceof DatabaseNewerThanCode) {
    return `The database was made by a later release of Expense Tracker: run that release, or choose another database. (${error.message})`;
  }
  if (config === undefined) return undefined;
  if (error instanceof DirectDatabaseProblem) {
    return databaseSentence(error.cause, config.databaseDirectUrl, "DATABASE_DIRECT_URL");
  }
  return listenSentence(error, config) ?? databaseSentence(error, config.databaseUrl, "DATABASE_URL");
}

function listenSentence(error: unknown, { port, host }: Config): string | undefined {
  const { code, syscall, hostname } = error as NodeJS.ErrnoException & { hostname?: string };
  if (syscall === "getaddrinfo" && hostname === host) {
    return `There is no host ${host}: set HOST to an address of this machine.`;
  }
  if (syscall !== "listen") return undefined;
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is taken: stop what uses it, or set PORT to another one.`;
  if (code === "EACCES") return `Port ${port} may only be used by root: set PORT to one above 1023.`;
  return `Nothing can listen on ${host}, port ${port} (${code}): set HOST to an address of this machine.`;
}

const NO_ANSWER = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ECONNRESET"];
const BAD_LOGIN = ["28P01", "28000"];
const NO_DATABASE = "3D000";
const NOT_ALLOWED = "42501";

/** Names the server and the database, never the password in the URL. */
function databaseSentence(error: unknown, address: string | undefined, setting: string): string | undefined {
  if (address === undefined) return undefined;
  const url = new URL(address);
  const name = decodeURIComponent(url.pathname.slice(1)) || url.username;
  const code = codeOf(error);
  if (NO_ANSWER.includes(code) || /timeout|terminated/i.test(messageOf(error))) {
    return `No PostgreSQL server answers at ${url.host || "this machine"} (${code || "time ran out"}): check ${setting}.`;
  }
  if (BAD_LOGIN.includes(code) || /password must be a string/.test(messageOf(error))) {
    return `PostgreSQL at ${url.host} refuses the user ${decodeURIComponent(url.username)}: check the name and password in ${setting}.`;
  }
  if (code === NO_DATABASE) return `PostgreSQL at ${url.host} has no database ${name}: create it, or check ${setting}.`;
  if (code === NOT_ALLOWED)
    return `The user in ${setting} may not make tables in the database ${name}: make it the database's owner.`;
  return undefined;
}

/** Node wraps the failures of several addresses of one host into one error. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: string; errors?: { code?: string }[] };
  return code ?? errors?.[0]?.code ?? "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
