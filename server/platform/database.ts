import type { Pool } from "pg";
import pg from "pg";
import { DataSource, DefaultNamingStrategy, type EntityTarget, type ObjectLiteral } from "typeorm";

/** Columns are snake_case in the database and camelCase in the code. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string): string {
    return customName || propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

const INT8 = 20;
const DATE = 1082;
const NUMERIC = 1700;

/** Money must not pass through a float, and a day must not pass through a time zone. */
const typeParsers = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (format !== "binary" && oid === INT8) return (text: string) => BigInt(text);
    if (format !== "binary" && (oid === DATE || oid === NUMERIC)) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as "text");
  },
};

export interface DatabaseOptions {
  entities: EntityTarget<ObjectLiteral>[];
  migrations: (new () => { up(): Promise<unknown> })[] | Function[];
  /** Connections at most; every operation holds at most one at a time. */
  poolSize?: number;
  /** Whether statements may be prepared under names; not behind a pooler that gives each transaction another connection. */
  prepared?: boolean;
}

/**
 * A connection whose server may die under it. Whoever is in the middle of a statement is told by the statement; between
 * two of them nobody listens, and an error that nobody listens to ends a Node process.
 */
class SturdyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}

/** Whoever names a statement wants it prepared for this connection: here no two transactions have the same one. */
class UnpreparedClient extends SturdyClient {
  // The driver's own type has a dozen forms; what is not a statement in an object is passed on as it is.
  override query: pg.Client["query"] = ((statement: unknown, ...rest: unknown[]) => {
    const isNamed = typeof statement === "object" && statement !== null && "name" in statement && "text" in statement;
    const { query } = pg.Client.prototype as { query: (...given: unknown[]) => unknown };
    return query.call(this, isNamed ? { ...statement, name: undefined } : statement, ...rest);
  }) as never;
}

/** The database went away between a commit and its answer: nobody knows whether it was saved. */
export class CommitUnknown extends Error {}

/** SQLSTATE classes and Node's codes that say: the server is gone, or not there yet. */
const CONNECTION_LOST = /^(08|57P0|E(CONN|PIPE|HOSTUNREACH|AI_AGAIN))/;
/** The driver has no code where a connection broke under it. */
const CONNECTION_BROKE =
  /connection terminated|connection timeout|timeout exceeded|not queryable|runner already released/i;

/** Whether a statement failed because the database went away: the same statement may succeed when it is back. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string") return CONNECTION_LOST.test(code);
  return typeof message === "string" && CONNECTION_BROKE.test(message);
}

/** Connects; the caller destroys the answer. Schema and rows are left as they are: see `migrate.ts`. */
export async function openDatabase(url: string, options: DatabaseOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: "postgres",
    url,
    entities: options.entities as never,
    migrations: options.migrations as never,
    migrationsTableName: "migrations",
    migrationsTransactionMode: "each",
    namingStrategy: new SnakeCase(),
    synchronize: false,
    installExtensions: false,
    poolSize: options.poolSize ?? 16,
    // Idle clients keep their prepared statements: pg's default closes them after ten seconds.
    extra: {
      idleTimeoutMillis: 0,
      types: typeParsers,
      Client: options.prepared === false ? UnpreparedClient : SturdyClient,
      application_name: "expense-tracker",
      connectionTimeoutMillis: 15_000,
    },
    poolErrorHandler: () => {
      // An idle connection died with its server: the pool makes a new one for the next statement.
    },
  } as never);
  return dataSource.initialize();
}

/** The driver's own pool: loaders read through it, because hydration costs more than the query. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
