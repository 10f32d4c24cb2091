import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { newId } from "../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { typedReceipt } from "../test/receipts.js";
import { expenseInput, settlementInput, stateOf, threeAndAStranger } from "../test/seed.js";
import { listen, socketOf } from "../test/socket.js";
import { buildApiSchema } from "./schema.js";

let api: TestApi;
let schema: GraphQLSchema;
let ana: Person;
let group: TestGroup;
/** A good value for every input field of that name, so that a bad one beside it is the only thing that is wrong. */
let good: Record<string, unknown>;

beforeAll(async () => {
  api = await TestApi.start();
  schema = await buildApiSchema();
  ({ ana, group } = await threeAndAStranger(api));
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const { settlement } = await ana.mutate("settlementCreate", settlementInput(group));
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id });
  const limit = { amount: "100", currency: "EUR" };
  const { budget } = await ana.mutate("budgetCreate", { groupId: group.id, limit, period: "MONTH" });
  const receipt = await typedReceipt(api, ana, group);
  const [ofGroup, memberId] = [group.id, group.memberIds[0]];
  good = {
    group: ofGroup,
    groupId: ofGroup,
    memberId,
    member: memberId,
    fromMemberId: memberId,
    toMemberId: group.memberIds[1],
    expense: expense.id,
    settlement: settlement.id,
    invite: invite.id,
    budget: budget.id,
    receipt: receipt.id,
    receiptId: receipt.id,
    lineId: receipt.reading.lines[0].id,
    categoryId: expense.category.id,
    uploadId: newId("upl"),
    email: "somebody@example.com",
    password: "correct horse battery",
    contentType: "text/csv",
    timeZone: "Europe/Vienna",
    locale: "de-AT",
  };
});
afterAll(() => api.close());

type Path = readonly (string | number)[];

interface Leaf {
  readonly path: Path;
  readonly type: string;
}

function named(mutation: string): GraphQLInputObjectType {
  return getNamedType(schema.getMutationType()!.getFields()[mutation]!.args[0]!.type) as GraphQLInputObjectType;
}

/** A whole input of this type: every field is there. */
function inputOf(mutation: string, type: GraphQLInputType, name: string): unknown {
  if (isNonNullType(type)) return inputOf(mutation, type.ofType, name);
  if (isListType(type)) return [inputOf(mutation, type.ofType, name)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return Object.fromEntries(fields.map((field) => [field.name, inputOf(mutation, field.type, field.name)]));
  }
  if (isEnumType(type)) return type.getValues()[0]!.value;
  const subject = Object.keys(good).find((each) => mutation.startsWith(each));
  const values: Record<string, unknown> = {
    ID: good[name === "id" && !mutation.endsWith("Create") ? (subject ?? "group") : name] ?? newId("exp"),
    String: good[name] ?? "words",
    Int: 1,
    Boolean: false,
    Decimal: "1.00",
    LocalDate: "2026-01-31",
    CurrencyCode: "EUR",
    DateTime: "2099-01-31T00:00:00.000Z",
  };
  return values[type.name];
}

function* leavesOf(type: GraphQLInputType, path: Path): Iterable<Leaf> {
  if (isNonNullType(type)) yield* leavesOf(type.ofType, path);
  else if (isListType(type)) yield* leavesOf(type.ofType, [...path, 0]);
  else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) yield* leavesOf(field.type, [...path, field.name]);
  } else yield { path, type: isEnumType(type) ? "an enum" : type.toString() };
}

function replaced(value: unknown, [step, ...rest]: Path, bad: unknown): unknown {
  if (step === undefined) return bad;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, bad) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [step]: replaced(object[step], rest, bad) };
}

/** As GraphQL writes a place: input.payers[0].amount. */
function placeOf(path: Path): string {
  return path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
}

/** The value in GraphQL's own syntax; enum values are bare words. */
function literal(value: unknown, type: GraphQLInputType): string {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner) && Array.isArray(value)) return `[${value.map((item) => literal(item, inner.ofType)).join()}]`;
  if (isInputObjectType(inner) && typeof value === "object" && value !== null) {
    const fields = inner.getFields();
    return `{${Object.entries(value).map(([key, item]) => `${key}: ${literal(item, fields[key]!.type)}`)}}`;
  }
  if (isEnumType(inner) && typeof value === "string") return value;
  return typeof value === "object" && value !== null ? "{ a: 1 }" : JSON.stringify(value);
}

/** Nothing of these types reads as such a value. */
const WRONG: Record<string, readonly unknown[]> = {
  ID: [true, 1.5, {}],
  String: [1, true, {}],
  Int: ["1", 1.5, 2 ** 31, true, {}],
  Boolean: ["true", 1, {}],
  Decimal: [1, 1.5, "1e3", "+1", "01", ".5", "1.", "", " 1", "0x10", "NaN", "Infinity", "١٢", "1".repeat(41), true, {}],
  LocalDate: ["2026-02-29", "2026-13-01", "2026-1-1", "0000-01-01", "20260131", "", "2026-01-31T00:00:00Z", 1, {}],
  DateTime: ["2026-01-31", "2026-02-30T00:00:00", "tomorrow", "", 1, {}],
  CurrencyCode: ["eur", "XXX", "EURO", "", "E\u0000R", 1, {}],
  "an enum": ["NOTHING_OF_THE_KIND", 1, true, {}],
};

/** The worst of them first: what PostgreSQL cannot keep, and what is too long. */
const TEXTS = [
  "a\u0000b",
  "\ud800",
  "x".repeat(10_000),
  "\u0000",
  "%",
  "_%'\";--",
  "مرحبا 🙂",
  "🙂".repeat(5_000),
  "../../etc/passwd",
];

describe("every field of every mutation", () => {
  test("of a wrong type is BAD_USER_INPUT with its place, as a variable and in the text", async () => {
    const tried = new Set<string>();
    for (const mutation of Object.keys(schema.getMutationType()!.getFields())) {
      const type = named(mutation);
      const whole = inputOf(mutation, type, "input");
      for (const { path, type: scalar } of leavesOf(type, [])) {
        // Every value that is none is tried once, and in every place two of them.
        const values = tried.has(scalar) ? WRONG[scalar]!.slice(0, 2) : WRONG[scalar]!;
        tried.add(scalar);
        for (const bad of values) {
          const input = replaced(whole, path, bad);
          const { errors, data } = await ana.send(api.mutation(mutation), { input });
          const seen = [
            mutation,
            placeOf(path),
            bad,
            errors?.[0]?.extensions.code,
            errors?.[0]?.extensions.details[0]?.field,
          ];
          expect(seen).toEqual([mutation, placeOf(path), bad, "BAD_USER_INPUT", `input${placeOf(path)}`]);
          expect(data ?? null).toBeNull();
        }
        const bad = WRONG[scalar]!.find((value) => typeof value !== "object" && value !== "")!;
        const text = `mutation { ${mutation}(input: ${literal(replaced(whole, path, bad), type)}) { __typename } }`;
        const { errors } = await ana.send(text);
        const place = `input${placeOf(path).replace(/\[\d+\]/g, "")}`;
        expect([text, errors?.[0]?.extensions.code, errors?.[0]?.extensions.details[0]?.field]).toEqual([
          text,
          "BAD_USER_INPUT",
          place,
        ]);
      }
    }
  });

  test("takes any text, id or long list without an internal error", async () => {
    const before = await stateOf(ana, group);
    const ids = [group.id.toUpperCase(), `${group.id}%`, newId("exp"), "grp_", ...TEXTS.slice(0, 3)];
    for (const mutation of Object.keys(schema.getMutationType()!.getFields())) {
      const type = named(mutation);
      const whole = inputOf(mutation, type, "input");
      let tried = false;
      for (const { path, type: scalar } of leavesOf(type, [])) {
        // Every text is tried once in each mutation, and in every place the worst of them.
        const texts = scalar === "ID" ? ids : scalar === "String" ? TEXTS.slice(0, tried ? 3 : TEXTS.length) : [];
        tried ||= scalar === "String";
        for (const text of texts) {
          const { errors } = await ana.send(api.mutation(mutation), { input: replaced(whole, path, text) });
          const failed = errors?.filter(({ extensions }) => extensions.code === "INTERNAL_SERVER_ERROR") ?? [];
          expect([mutation, placeOf(path), text.slice(0, 20), failed]).toEqual([
            mutation,
            placeOf(path),
            text.slice(0, 20),
            [],
          ]);
        }
      }
    }
    expect((await stateOf(ana, group)).ledgerHealth).toEqual(before.ledgerHealth);
  });

  test("left out although it is required, or not known at all, is named", async () => {
    const { title: _, ...untitled } = expenseInput(group, { notes: 'a; b at "input.x"; c' }) as Record<string, unknown>;
    const cases: [object, string][] = [
      [untitled, "input.title"],
      [expenseInput(group, { nonsense: 1, notes: "a; b" }), "input.nonsense"],
      [expenseInput(group, { incurredOn: 'a; b at "input.x"; c' }), "input.incurredOn"],
      [expenseInput(group, { payers: [{}] }), "input.payers[0].memberId"],
      [expenseInput(group, { total: null }), "input.total"],
    ];
    for (const [input, field] of cases) {
      const { errors } = await ana.send(api.mutation("expenseCreate"), { input });
      expect(errors![0]!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field }] });
    }
    const text = `mutation { memberAdd(input: { groupId: "x" }) { __typename } }`;
    expect((await ana.send(text)).errors![0]!.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      details: [{ field: "input.name" }],
    });
  });
});

test("what is wrong is said without repeating everything beside it", async () => {
  const input = { email: "ana@example.com", password: "correct horse battery" };
  const { errors } = await ana.send(api.mutation("userRegister"), { input });
  expect(errors![0]!.message).toBe('input.name: Field "name" of required type "String!" was not provided.');
  expect(JSON.stringify(errors)).not.toContain("horse");
});

describe("every argument of every query", () => {
  test("takes any text without an internal error; what is no id is null", async () => {
    const query = `query ($text: ID!, $code: String!) { group(id: $text) { id } expense(id: $text) { id } settlement(id: $text) { id }
      node(id: $text) { id } import(id: $text) { id } receipt(id: $text) { id } invite(code: $code) { groupName } }`;
    for (const bad of [
      group.id.toUpperCase(),
      `${group.id} `,
      newId("grp"),
      newId("exp"),
      newId("upl"),
      "",
      ...TEXTS,
    ]) {
      const { data, errors } = await ana.send(query, { text: bad, code: bad });
      expect([bad.slice(0, 20), errors ?? null]).toEqual([bad.slice(0, 20), null]);
      expect(Object.values(data)).toEqual([null, null, null, null, null, null, null]);
    }
  });

  test("filters and cursors", async () => {
    const query = `query ($id: ID!, $filter: ExpenseFilter, $after: String) { group(id: $id) {
      expenses(filter: $filter, after: $after) { edges { cursor } } } }`;
    for (const bad of [group.id.toUpperCase(), newId("mem"), "", ...TEXTS]) {
      for (const field of ["memberId", "payerId", "categoryId"]) {
        const { errors, data } = await ana.send(query, { id: group.id, filter: { [field]: bad } });
        expect([field, bad.slice(0, 20), errors ?? null]).toEqual([field, bad.slice(0, 20), null]);
        expect(data.group.expenses.edges).toEqual([]);
      }
    }
    const lists = ["expenses", "settlements", "events", "receipts"].map(
      (list) => `query ($after: String) { group(id: "${group.id}") { ${list}(after: $after) { edges { cursor } } } }`,
    );
    lists.push(
      `query ($after: String) { spendingRows(range: { from: "2026-01-01", to: "2026-12-31" }, currency: "EUR", after: $after) { edges { cursor } } }`,
    );
    lists.push("query ($after: String) { viewer { reports(after: $after) { edges { cursor } } } }");
    for (const list of ["groups", "notifications", "people"]) {
      lists.push(`query ($after: String) { ${list}(after: $after) { edges { cursor } } }`);
    }
    lists.push(
      `query ($after: String) { expense(id: "${good.expense}") { history(after: $after) { edges { cursor } } } }`,
    );
    const cursors = [
      ["0000-01-01T00:00:00.000Z", "x"],
      ["0000-01-01", "x"],
      ["+275760-09-13T00:00:00.000Z", "x"],
      ["2026-01-31T00:00:00.000Z"],
      ["99999999999"],
      ["\ud800", "\ud800"],
      ["\0", "x"],
      ["2026-01-31", "\0"],
      ["1"],
      ["1", "2"],
      ["2026-01-31", "x"],
      ["2026", "x"],
      ["Jan 1", "x"],
      ["infinity", "x"],
      [1],
      {},
      "x",
    ];
    for (const list of lists) {
      for (const values of [...cursors, ["-271821-04-20T00:00:00.000Z", "x"]]) {
        const after = Buffer.from(JSON.stringify(values)).toString("base64url");
        const { errors } = await ana.send(list, { after });
        expect([list, values, errors?.[0]?.extensions.code ?? "BAD_USER_INPUT"]).toEqual([
          list,
          values,
          "BAD_USER_INPUT",
        ]);
      }
    }
  });

  test("every list that takes a cursor is among them", () => {
    // What is listened to has a test of its own: viewerEvents.test.ts.
    const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && type !== schema.getSubscriptionType() ? Object.values(type.getFields()) : [],
    );
    const paged = fields.filter(({ args }) =>
      args.some(({ name, type }) => name === "after" && String(type) === "String"),
    );
    expect(paged.map(({ name }) => name).sort()).toEqual([
      "events",
      "expenses",
      "groups",
      "history",
      "notifications",
      "people",
      "receipts",
      "reports",
      "settlements",
      "spendingRows",
    ]);
  });

  test("null for an argument that has a default means the default", async () => {
    const { data } = await ana.send(`{ groups(first: null) { edges { cursor } }
      group(id: "${group.id}") { expenses(first: null, filter: null) { edges { cursor } } settlements(first: null) { edges { cursor } }
      events(first: null, order: null) { edges { node { seq } } } } }`);
    expect(data.group.events.edges[0].node.seq).toBe(1);
  });
});

test("over WebSocket the same codes and the same places", async () => {
  const client = socketOf(api.url, ana.token);
  const create = api.mutation("expenseCreate");
  const cases: [string, object][] = [
    [create, { input: expenseInput(group, { incurredOn: "2026-02-30" }) }],
    [create, { input: expenseInput(group, { split: { mode: "NONE" } }) }],
    [create, { input: { groupId: group.id } }],
    [create, {}],
    [`{ group(id: 1.5) { id } }`, {}],
    [`mutation { memberRoleSet(input: { id: "x", role: KING }) { __typename } }`, {}],
    [`mutation { settlementCreate(input: { amount: { amount: "1,50" } }) { __typename } }`, {}],
    ["query A { viewer { id } } query B { viewer { id } }", {}],
    ["fragment F on User { id }", {}],
  ];
  for (const [query, variables] of cases) {
    const overHttp = (await ana.send(query, variables)).errors![0]!.extensions;
    const heard = listen(client, query, variables as Record<string, unknown>);
    await heard.until(() => heard.ended !== null);
    const ended = heard.ended as { error?: { extensions: typeof overHttp }[] };
    const overSocket = ended.error?.[0]?.extensions ?? heard.results[0]?.errors?.[0]?.extensions;
    expect([query, overSocket?.code, overSocket?.details]).toEqual([query, overHttp.code, overHttp.details]);
  }
  await client.dispose();
});
