import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { newId } from "../../kernel/ids.js";
import type { Answer } from "../api.js";
import type { Random } from "../random.js";
import { Listening } from "./listening.js";
import { type Sabotage, Stage } from "./stage.js";

export interface TortureOptions {
  readonly rounds: number;
  /** Acknowledged writes between two kills, at least. */
  readonly writesPerRound: number;
  readonly random: Random;
  readonly sabotage: Sabotage;
}

/** What was found: how much was tried, and every promise that was broken. */
export interface Found {
  readonly acknowledged: number;
  readonly files: number;
  readonly killed: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
}

const WRITERS = 8;
const GROUPS = 4;
const PATIENCE_MILLISECONDS = 120_000;

/**
 * Two API processes and a worker on a PostgreSQL, a Redis and a MinIO of their own, under load; in every round one of the six
 * is killed with kill -9 and comes back. What was acknowledged must be there once, subscribers on both must have heard
 * every event once and in order, and the ledger must be clean.
 */
export async function torture(options: TortureOptions): Promise<Found> {
  const stage = await Stage.open(options.sabotage);
  try {
    return await new Run(stage, options).all();
  } finally {
    await stage.close();
  }
}

interface Group {
  readonly id: string;
  readonly members: readonly string[];
}

/** A write that was answered: an expense, and how often it was changed since. */
interface Acknowledged {
  readonly groupId: string;
  version: number;
}

class Run {
  private readonly acknowledged = new Map<string, Acknowledged>();
  private readonly files: string[] = [];
  private readonly broken: string[] = [];
  private groups: Group[] = [];
  private token = "";
  private writes = 0;
  private failure: unknown = null;
  /** What was said instead of an answer, last. */
  private problem = "";
  private isOver = false;
  private readonly stage: Stage;
  private readonly options: TortureOptions;

  constructor(stage: Stage, options: TortureOptions) {
    this.stage = stage;
    this.options = options;
  }

  async all(): Promise<Found> {
    await this.prepare();
    const listeners = await this.listen();
    const working = Promise.all([...Array.from({ length: WRITERS }, (_, index) => this.writer(index)), this.sender()]);
    working.catch((error: unknown) => {
      this.failure = error;
    });
    for (let round = 0; round < this.options.rounds; round++) {
      const enough = this.writes + this.options.writesPerRound + this.options.random.int(0, 20);
      await this.until(() => this.writes >= enough, `round ${round} to be written`);
      await this.stage.kill(this.options.random);
    }
    if (this.options.sabotage !== "none") {
      await this.until(() => this.writes >= this.options.writesPerRound, "something to lose");
      await this.stage.killPostgres();
    }
    this.isOver = true;
    await working;
    await this.compare(listeners);
    const { killed } = this.stage;
    return { acknowledged: this.writes, files: this.files.length, killed, broken: this.broken };
  }

  /** Asks one of the two again and again with the very same input, as a client does that got no answer. */
  private async ask(query: string, variables: object = {}): Promise<Answer> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    for (let attempt = this.options.random.int(0, 1); Date.now() < deadline; attempt++) {
      const answer = await this.askOnce(this.stage.writingTo(attempt % 2), query, variables);
      if (answer) return answer;
      await sleep(50);
    }
    throw new Error(`Nobody answered in time, but said: ${this.problem} (${query.slice(0, 60)})`);
  }

  private async askOnce(url: string, query: string, variables: object): Promise<Answer> {
    try {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(this.token && { authorization: `Bearer ${this.token}` }) },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(20_000),
      });
      const { data, errors } = (await response.json()) as Answer;
      if (!errors) return data;
      this.problem = `${url}: ${JSON.stringify(errors)}`;
    } catch (error) {
      this.problem = `${url}: ${String(error)}`;
    }
    return undefined;
  }

  private async prepare(): Promise<void> {
    const register = `mutation { userRegister(input: { email: "ana@example.com", password: "a long enough password",
      name: "Ana" }) { ... on UserRegisterPayload { session { accessToken } } } }`;
    this.token = (await this.ask(register)).userRegister.session.accessToken;
    for (let index = 0; index < GROUPS; index++) {
      const input = { id: newId("grp"), name: `Group ${index}`, currency: "EUR", members: [{ name: "Ben" }] };
      const create = `mutation ($input: GroupCreateInput!) { groupCreate(input: $input) {
        ... on GroupCreatePayload { group { id members { id } } } } }`;
      const { group } = (await this.ask(create, { input })).groupCreate;
      this.groups.push({ id: group.id, members: group.members.map(({ id }: Answer) => id) });
    }
    // Whatever is made wrong, there is somebody who writes, and somewhere to write to.
    await this.stage.checkpoint();
  }

  /** Makes expenses, and changes what it made; each is answered before the next. */
  private async writer(index: number): Promise<void> {
    const group = this.groups[index % GROUPS]!;
    let own: string | null = null;
    for (let count = 0; !this.isOver; count++) {
      if (own !== null && count % 3 === 2) await this.change(own, count);
      else own = await this.create(group, `${index} ${count}`);
      this.writes += 1;
    }
  }

  private async create(group: Group, title: string): Promise<string> {
    const id = newId("exp");
    const input = {
      id,
      groupId: group.id,
      title,
      incurredOn: "2026-01-31",
      total: { amount: `${this.options.random.int(1, 99)}.01`, currency: "EUR" },
      payers: [{ memberId: group.members[0]! }],
      split: { mode: "EQUAL", parts: group.members.map((memberId) => ({ memberId })) },
    };
    const create = `mutation ($input: ExpenseCreateInput!) { expenseCreate(input: $input) {
      __typename ... on ExpenseCreatePayload { expense { id } } } }`;
    const { expenseCreate } = await this.ask(create, { input });
    if (expenseCreate.expense?.id !== id) this.broken.push(`${id} was refused: ${expenseCreate.__typename}`);
    this.acknowledged.set(id, { groupId: group.id, version: 1 });
    return id;
  }

  private async change(id: string, count: number): Promise<void> {
    const expense = this.acknowledged.get(id)!;
    const input = { id, requestId: newId("exp"), version: expense.version, title: `Changed ${count}` };
    const update = `mutation ($input: ExpenseUpdateInput!) { expenseUpdate(input: $input) {
      __typename ... on ExpenseUpdatePayload { expense { version } } } }`;
    const { expenseUpdate } = await this.ask(update, { input });
    if (expenseUpdate.expense) expense.version = expenseUpdate.expense.version;
    else this.broken.push(`a change of ${id} was refused: ${expenseUpdate.__typename}`);
  }

  /** Sends files, one after the other; what the storage has answered must be there. */
  private async sender(): Promise<void> {
    const bytes = Buffer.from("Date,Description,Category,Cost,Currency,Ana\n2026-01-31,Tea,General,2.00,EUR,0.00\n");
    const start = `mutation ($input: UploadStartInput!) { uploadStart(input: $input) {
      ... on UploadStartPayload { upload { id url fields { name value } } } } }`;
    const file = { purpose: "IMPORT", fileName: "rows.csv", contentType: "text/csv", size: bytes.length };
    while (!this.isOver) {
      const { upload } = (await this.ask(start, { input: file })).uploadStart;
      const form = new FormData();
      for (const { name, value } of upload.fields) form.append(name, value);
      form.append("file", new Blob([bytes], { type: "text/csv" }), "rows.csv");
      const sent = await fetch(upload.url, { method: "POST", body: form }).catch(() => null);
      if (sent?.status === 204) this.files.push(upload.id);
      await sleep(500);
    }
  }

  /** Somebody on each process who hears every group, and all groups together. */
  private async listen(): Promise<Listening[]> {
    const { viewerEventCursor: cursor } = await this.ask("{ viewerEventCursor }");
    return this.stage.apis.map((_, index) => {
      const url = () => `${this.stage.apis[index]!.url.replace("http", "ws")}/graphql`;
      return new Listening(url, this.token, this.groups, cursor);
    });
  }

  private async compare(listeners: readonly Listening[]): Promise<void> {
    this.broken.push(...(await this.lost()));
    // Who was told of what is lost now waits for what never comes.
    if (this.broken.length === 0) await this.compareAll(listeners);
    for (const listening of listeners) listening.close();
    const checked = await this.stage.check();
    if (checked.code !== 0) this.broken.push(`cli check: ${checked.standard}${checked.error}`);
  }

  private async compareAll(listeners: readonly Listening[]): Promise<void> {
    for (const upload of this.files) {
      const begin = `mutation ($input: ImportStartInput!) { importStart(input: $input) { __typename } }`;
      const { importStart } = await this.ask(begin, { input: { uploadId: upload, format: "SPLITWISE_CSV" } });
      if (importStart.__typename !== "ImportStartPayload")
        this.broken.push(`the file ${upload}: ${importStart.__typename}`);
    }
    for (const group of this.groups) {
      const read = "query ($id: ID!) { group(id: $id) { lastEventSeq } }";
      const { lastEventSeq } = (await this.ask(read, { id: group.id })).group;
      for (const listening of listeners) await this.compareHeard(listening, group.id, lastEventSeq);
    }
  }

  private async compareHeard(listening: Listening, groupId: string, last: number): Promise<void> {
    const [heard, told] = [listening.heard.get(groupId)!, listening.told.get(groupId)!];
    const isWhole = () => heard.at(-1) === last && told.at(-1) === last;
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    while (!isWhole() && Date.now() < deadline) await sleep(100);
    const expected = JSON.stringify(Array.from({ length: last }, (_, index) => index + 1));
    if (JSON.stringify(heard) !== expected) this.broken.push(`groupEvents of ${groupId}: ${heard.length} of ${last}`);
    // Its cursor was taken once the group was there.
    const behind = expected.slice(1).split(",").slice(-told.length).join(",");
    if (JSON.stringify(told).slice(1) !== behind) this.broken.push(`viewerEvents of ${groupId}: not each once`);
  }

  /** Looks into the database itself: each acknowledged write once, whole, and with its events. */
  private async lost(): Promise<string[]> {
    const client = await this.connected();
    const { rows } = await client.query<{ id: string; version: number; events: number }>(
      `select e.id, e.version, (select count(*)::int from group_events g where g.subject_id = e.id) as events
       from expenses e`,
    );
    await client.end();
    const stored = new Map(rows.map((row) => [row.id, row]));
    const lost: string[] = [];
    for (const [id, { version }] of this.acknowledged) {
      const found = stored.get(id);
      if (!found) lost.push(`${id} is lost`);
      else if (found.version !== version)
        lost.push(`${id} has version ${found.version}, and ${version} was acknowledged`);
      else if (found.events !== version) lost.push(`${id} has ${found.events} events for ${version} writes`);
    }
    for (const id of stored.keys()) if (!this.acknowledged.has(id)) lost.push(`${id} is nobody's`);
    return lost;
  }

  private async connected(): Promise<pg.Client> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const client = new pg.Client({ connectionString: this.stage.postgres.url });
      client.on("error", () => undefined);
      try {
        await client.connect();
        return client;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(200);
      }
    }
  }

  private async until(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    while (!condition()) {
      if (this.failure) throw this.failure;
      if (Date.now() > deadline) throw new Error(`Waited too long for ${what}.`);
      await sleep(20);
    }
  }
}
