import { post } from "./post.js";
import type { TestServer } from "./server.js";
import { spend } from "./spending.js";
import { tested } from "./tested.js";

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
  receipt: `id state problem version expense { id } pages { width height url } reading {
      merchant { value confidence filled } date { value } currency { value }
      total { value { amount currency } confidence filled alternatives { amount } } subtotal { value { amount } }
      tax { value { amount } } tip { value { amount } } checks { rule ok expected { amount } found { amount } } engines
      lines { id name quantity amount { amount currency } kind claims { member { id } weight } } }`,
  rate: "id from to rate validFrom removedAt",
  settlements: "id from { id } to { id } amount { amount currency } status",
  leftOut: "id",
  resplit: "id version shares { member { id } amount { amount currency } }",
  budget: `id group { id } category { id } limit { amount currency } period from to thresholds spent { amount currency }
    carried { amount currency } left { amount currency } pace rollOver version`,
  household: "id name dissolvedAt members { id }",
  effect: `balances { member { id } net { amount currency } }
    transfers { from { id } to { id } amount { amount currency } }`,
};

/** The whole product in this process, on a database of its own, spoken to over HTTP like everybody does. */
export class TestApi {
  private people = 0;

  private constructor(
    private readonly server: TestServer,
    /** The text of a mutation that asks for its payload and for everything that its refusals tell. */
    readonly mutation: (name: string, selection?: string) => string,
  ) {}

  /** `through` puts something between this server and its database, and answers the address of that. */
  static async start(
    environment: Record<string, string> = {},
    through: (url: string) => Promise<string> = async (url) => url,
  ): Promise<TestApi> {
    spend("servers");
    const { startServer, mutationWriter } = await tested("test/server.js");
    return new TestApi(await startServer(environment, through), await mutationWriter(SELECTIONS));
  }

  get url(): string {
    return this.server.url;
  }

  /** Where our own pages come from, as far as this server knows. */
  get origin(): string {
    return this.server.origin;
  }

  get dataSource() {
    return this.server.dataSource;
  }

  get dataDir(): string {
    return this.server.dataDir;
  }

  /** What this server has logged, oldest first; nothing where LOG_LEVEL is "silent", as it is unless a test says else. */
  get logged(): readonly string[] {
    return this.server.logged;
  }

  get services() {
    return this.server.services;
  }

  /** What the server uses and a test may listen to: these are not the ones that a test file has by itself. */
  get surroundings() {
    return this.server.surroundings;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  /** Does every job that waits by now, and what those enqueue: no jobs run beside a test. */
  doJobs(): Promise<void> {
    return this.server.doJobs();
  }

  /** One operation over HTTP, whatever comes of it. */
  async send(
    query: string,
    variables: object = {},
    token: string | null = null,
    headers: Record<string, string> = {},
  ): Promise<Reply & { headers: Headers }> {
    spend("operations");
    const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const asked = { query, variables };
    const answer = await post(`${this.url}/graphql`, { ...authorization, ...headers }, asked);
    return { status: answer.status, headers: answer.headers, ...(answer.body as object) } as never;
  }

  /** Somebody who has just registered. */
  async person(name: string): Promise<Person> {
    this.people += 1;
    const email = `${name.toLowerCase().replace(/\W/g, "")}.${this.people}@example.com`;
    const nobody = new Person(this, "", name, email, null);
    const { user, session } = await nobody.mutate("userRegister", { email, password: PASSWORD, name });
    return new Person(this, user.id, name, email, session.accessToken, session.refreshToken);
  }

  /** Somebody who has just begun to look around. */
  async guest(input: object = {}): Promise<Person> {
    const { user, session } = await this.nobody.mutate(
      "guestCreate",
      input,
      "user { id name } session { accessToken refreshToken }",
    );
    return new Person(this, user.id, user.name, "", session.accessToken, session.refreshToken);
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
