import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isUnionType,
} from "graphql";
import pg from "pg";
import type { DataSource } from "typeorm";
import { readConfig } from "../app/config.js";
import { serve } from "../app/http.js";
import { jobs } from "../app/jobs.js";
import { openProductDatabase } from "../app/product-database.js";
import { buildApiSchema } from "../app/schema.js";
import type { Services } from "../platform/context.js";
import { doWaitingJobs } from "../platform/jobs/job-runner.js";
import { testDatabase } from "./database.js";

export interface ApiError {
  message: string;
  path?: string[];
  extensions: { code: string; requestId: string; timestamp: string; details: { field: string; message: string }[] };
}

// Answers are as various as questions; each test says what it expects.
// oxlint-disable-next-line typescript/no-explicit-any
export type Answer = any;

export interface Reply {
  status: number;
  data?: Answer;
  errors?: ApiError[];
}

/** What a payload is asked for, unless the test asks for something else; of what is not here: the leaves. */
const SELECTIONS: Record<string, string> = {
  user: "id name email preferredCurrency locale timeZone",
  session: "accessToken refreshToken expiresAt",
  group: "id name currency timeZone simplifyDebts confirmSettlements version archivedAt lastEventSeq",
  member: "id name role leftAt user { id }",
  invite: "id code url email role member { id } expiresAt",
  expense: `id title notes total { amount currency } incurredOn category { id name } payersKnown version deletedAt
    payers { member { id } amount { amount currency } } shares { member { id } amount { amount currency } }
    split { mode parts { member { id } value }
      items { name amount { amount currency } kind claims { member { id } weight } } } createdBy { id }`,
  settlement: `id from { id } to { id } amount { amount currency } status settledOn note rejectReason version
    createdBy { id }`,
  upload: "id url fields { name value } expiresAt",
  import: `id state into { id } people { name member { id } } expenseCount settlementCount knownCount fileName
    totals { person computed { amount currency } stated { amount currency } } problems { line message } kept { id }`,
  rate: "id from to rate validFrom removedAt",
  settlements: "id from { id } to { id } amount { amount currency } status",
  leftOut: "id",
  resplit: "id version shares { member { id } amount { amount currency } }",
  household: "id name dissolvedAt members { id }",
  effect: `balances { member { id } net { amount currency } }
    transfers { from { id } to { id } amount { amount currency } }`,
};

/** What can be asked for of a field without arguments and without going further; "" of what is a leaf itself. */
function leavesOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return "";
  const leaves = Object.values(named.getFields()).filter(
    (field) => field.args.length === 0 && isLeafType(getNamedType(field.type)),
  );
  return leaves.map(({ name }) => name).join(" ");
}

/** The whole product in this process, on a database of its own, spoken to over HTTP like everybody does. */
export class TestApi {
  readonly url: string;
  /** Where our own pages come from, as far as this server knows. */
  readonly origin: string;
  readonly dataSource: DataSource;
  readonly dataDir: string;
  /** What this server has logged, oldest first; nothing where LOG_LEVEL is "silent", as it is unless a test says else. */
  readonly logged: readonly string[];
  readonly services: Services;
  private readonly schema: GraphQLSchema;
  private readonly end: () => Promise<void>;
  private people = 0;

  private constructor(
    url: string,
    origin: string,
    dataSource: DataSource,
    dataDir: string,
    logged: readonly string[],
    services: Services,
    schema: GraphQLSchema,
    end: () => Promise<void>,
  ) {
    this.url = url;
    this.origin = origin;
    this.dataSource = dataSource;
    this.dataDir = dataDir;
    this.logged = logged;
    this.services = services;
    this.schema = schema;
    this.end = end;
  }

  /** `through` puts something between this server and its database, and answers the address of that. */
  static async start(
    environment: Record<string, string> = {},
    through: (url: string) => Promise<string> = async (url) => url,
  ): Promise<TestApi> {
    const database = await testDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), "expense-tracker-api-"));
    const settings = {
      DATA_DIR: dataDir,
      DATABASE_URL: await through(database.url),
      RATE_LIMITS: "off",
      LOG_LEVEL: "silent",
      ...environment,
    };
    const config = { ...readConfig(settings), port: 0 };
    const dataSource = await openProductDatabase(settings.DATABASE_URL, config.databasePool);
    const logged: string[] = [];
    const server = await serve(config, dataSource, { logTo: { write: (line) => void logged.push(line) } });
    const end = async () => {
      await server.close();
      await dataSource.destroy();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    };
    const schema = await buildApiSchema();
    return new TestApi(server.url, config.publicUrl, dataSource, dataDir, logged, server.services, schema, end);
  }

  close(): Promise<void> {
    return this.end();
  }

  /** Does every job that waits by now, and what those enqueue: no jobs run beside a test. */
  async doJobs(): Promise<void> {
    const { url } = this.dataSource.options as { url: string };
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    pool.on("error", () => undefined);
    try {
      await doWaitingJobs(pool, jobs, this.services);
    } finally {
      await pool.end();
    }
  }

  /** One operation over HTTP, whatever comes of it. */
  async send(
    query: string,
    variables: object = {},
    token: string | null = null,
    headers: Record<string, string> = {},
  ): Promise<Reply & { headers: Headers }> {
    const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, headers: response.headers, ...((await response.json()) as object) } as never;
  }

  /** The text of a mutation that asks for its payload and for everything that its refusals tell. */
  mutation(name: string, selection?: string): string {
    const field = this.schema.getMutationType()!.getFields()[name];
    if (!field) throw new Error(`There is no mutation ${name}.`);
    const input = getNamedType(field.args[0]!.type) as GraphQLInputObjectType;
    const union = getNamedType(field.type);
    if (!isUnionType(union)) throw new Error(`${name} has no result union.`);
    const refusals = union.getTypes().map((type) => {
      if (type.name === "InvalidInputError") return "... on InvalidInputError { fields { path code message } }";
      if (type.name === "ConflictError") return "... on ConflictError { reason current { id __typename } }";
      if (!type.name.endsWith("Payload")) return "";
      const fields = Object.values(type.getFields()).map((each) => {
        const wanted = SELECTIONS[each.name] ?? leavesOf(each);
        return wanted === "" ? each.name : `${each.name} { ${wanted} }`;
      });
      return `... on ${type.name} { ${selection ?? fields.join(" ")} }`;
    });
    return `mutation Test($input: ${input.name}!) { ${name}(input: $input) {
      __typename ... on UserError { message } ${refusals.join(" ")} } }`;
  }

  /** Somebody who has just registered. */
  async person(name: string): Promise<Person> {
    this.people += 1;
    const email = `${name.toLowerCase().replace(/\W/g, "")}.${this.people}@example.com`;
    const nobody = new Person(this, "", name, email, null);
    const { user, session } = await nobody.mutate("userRegister", { email, password: PASSWORD, name });
    return new Person(this, user.id, name, email, session.accessToken, session.refreshToken);
  }

  /** A program without an account. */
  get nobody(): Person {
    return new Person(this, "", "Nobody", "", null);
  }

  /** A group of the first person, with all the others in it under their own accounts. */
  async group(people: readonly Person[], settings: object = {}): Promise<TestGroup> {
    const [admin, ...others] = people as [Person, ...Person[]];
    const input = { name: "Flat", currency: "EUR", ...settings };
    const { group } = await admin.mutate("groupCreate", input, "group { id viewerMember { id } }");
    const memberIds = [group.viewerMember.id as string];
    for (const other of others) memberIds.push(await this.join(group.id, admin, other));
    return { id: group.id, memberIds, people };
  }

  /** Brings somebody into a group by an invite; answers the new member's id. */
  async join(groupId: string, admin: Person, other: Person, role = "MEMBER", memberId?: string): Promise<string> {
    const { invite } = await admin.mutate("inviteCreate", { groupId, role, memberId });
    const { member } = await other.mutate("inviteAccept", { code: invite.code });
    return member.id;
  }
}

export const PASSWORD = "correct horse battery";

export interface TestGroup {
  readonly id: string;
  /** In the order of the people. */
  readonly memberIds: readonly string[];
  readonly people: readonly Person[];
}

/** Somebody with (or without) a session. */
export class Person {
  constructor(
    private readonly api: TestApi,
    readonly id: string,
    readonly name: string,
    readonly email: string,
    readonly token: string | null,
    readonly refreshToken: string | null = null,
  ) {}

  send(query: string, variables: object = {}, headers: Record<string, string> = {}) {
    return this.api.send(query, variables, this.token, headers);
  }

  /** The data of an operation that must not fail. */
  async ask(query: string, variables: object = {}): Promise<Answer> {
    const { data, errors } = await this.send(query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** What a mutation answers, payload or refusal. */
  async try(name: string, input: object, selection?: string): Promise<Answer> {
    const data = await this.ask(this.api.mutation(name, selection), { input });
    return data[name];
  }

  /** The payload of a mutation that must succeed. */
  async mutate(name: string, input: object, selection?: string): Promise<Answer> {
    const answer = await this.try(name, input, selection);
    if (!answer.__typename.endsWith("Payload")) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The top-level errors of a mutation. */
  async fail(name: string, input: object): Promise<ApiError[]> {
    const { errors } = await this.send(this.api.mutation(name), { input });
    if (!errors) throw new Error(`${name} did not fail.`);
    return errors;
  }
}
