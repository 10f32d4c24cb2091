import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLType } from "graphql";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { typedReceipt } from "../test/receipts.js";
import { expenseInput, settlementInput } from "../test/seed.js";
import { tested } from "../test/tested.js";

let api: TestApi;
let people: Person[];
let group: TestGroup;
let schema: GraphQLSchema;
let isViewersOwn: (field: GraphQLField<unknown, unknown>) => boolean;

beforeAll(async () => {
  api = await TestApi.start();
  schema = await (await tested("app/schema.js")).buildApiSchema();
  ({ isViewersOwn } = await tested("platform/schema/viewers-own.js"));
  people = await Promise.all(["Ana", "Ben", "Cem"].map((name) => api.person(name)));
  group = await richGroup(people as [Person, Person, Person]);
});
afterAll(() => api.close());

/** An ADMIN, a MEMBER and a VIEWER in a group that has one of each thing. */
async function richGroup([ana, ben, cem]: [Person, Person, Person]): Promise<TestGroup> {
  const made = await api.group([ana, ben]);
  await api.join(made.id, ana, cem, "VIEWER");
  await ana.mutate("memberAdd", { groupId: made.id, name: "Without account" });
  await ana.mutate("inviteCreate", { groupId: made.id });
  await ben.mutate("expenseCreate", expenseInput(made));
  await ana.mutate("settlementCreate", settlementInput(made));
  await ben.mutate("settlementCreate", settlementInput(made, { amount: { amount: "1.00", currency: "EUR" } }));
  await ana.mutate("groupRateSet", { groupId: made.id, from: "EUR", to: "USD", rate: "1.1" });
  const { id, reading } = await typedReceipt(api, ben, made);
  const claim = { receiptId: id, lineId: reading.lines[0].id, memberId: made.memberIds[0], weight: "1" };
  await ben.mutate("receiptLineClaim", claim, "__typename");
  await ben.mutate("expenseCreate", expenseInput(made, { receiptIds: [id] }), "__typename");
  return made;
}

const namedOf = (type: GraphQLType): GraphQLType & { name: string } => ("ofType" in type ? namedOf(type.ofType) : type);
const fieldsOf = (type: GraphQLObjectType) => Object.values(type.getFields());
/** It is of the moment of asking, and not of who asks. */
const isMoment = ({ name }: { name: string }) => name === "checkedAt";
const needsNothing = ({ args }: GraphQLField<unknown, unknown>) =>
  args.every(({ type, defaultValue }) => !String(type).endsWith("!") || defaultValue !== undefined);
const isObject = (type: GraphQLType): type is GraphQLObjectType => "getInterfaces" in type && !("resolveType" in type);

/** For each type that a live event leads to by what is nobody's own: the shortest way there, and its own plain fields. */
function waysFrom(start: string): { type: string; text: string }[] {
  const way = new Map<string, string[]>([[start, []]]);
  const texts: { type: string; text: string }[] = [];
  for (const [name, path] of way) {
    const type = schema.getType(name) as GraphQLObjectType;
    const open = fieldsOf(type).filter((field) => !isViewersOwn(field) && !isMoment(field) && needsNothing(field));
    const leaves = open.filter(({ type: of }) => !("getFields" in namedOf(of)) && !("getTypes" in namedOf(of)));
    if (leaves.length > 0) {
      const opened = path.map((field) => `${field} {`).join(" ");
      const text = `${opened} __typename ${leaves.map(({ name: leaf }) => leaf).join(" ")} ${"}".repeat(path.length)}`;
      texts.push({ type: name, text });
    }
    for (const { name: field, type: of } of open) {
      const next = namedOf(of);
      if (isObject(next) && !way.has(next.name)) way.set(next.name, [...path, field]);
    }
  }
  return texts;
}

/** Of as many events as the costs of what is asked for allow. */
async function answersTo(text: string) {
  for (const count of [100, 10, 1]) {
    const query = `query ($id: ID!) { group(id: $id) { events(first: ${count}) { edges { node { ${text} } } } } }`;
    const answers = await Promise.all(people.map((person) => person.send(query, { id: group.id })));
    if (answers[0]!.errors?.[0]?.extensions.code !== "OPERATION_TOO_COSTLY") return answers;
  }
  throw new Error(`Too costly: ${text}`);
}

test("what is not marked as the viewer's own is the same for everybody who may see it", async () => {
  const ways = waysFrom("GroupEvent");
  expect(ways.length).toBeGreaterThan(30);
  const reached = new Set<string>();
  for (const { type, text } of ways) {
    const answers = await answersTo(text);
    const [first] = answers;
    if (JSON.stringify(first).includes(`"__typename":"${type}"`)) reached.add(type);
    expect({ type, errors: first!.errors }).toEqual({ type, errors: undefined });
    for (const answer of answers) expect({ type, data: answer.data }).toEqual({ type, data: first!.data });
  }
  // A test that saw nothing would find nothing.
  const wanted = [
    "GroupEvent",
    "Group",
    "Member",
    "User",
    "Expense",
    "Settlement",
    "GroupRate",
    "Receipt",
    "ReceiptLine",
    "Money",
  ];
  expect(wanted.filter((type) => !reached.has(type))).toEqual([]);
});

test("what is named after the viewer is marked, and so is what only they, or some, may see", () => {
  const own = Object.values(schema.getTypeMap())
    .filter((type) => isObject(type) && !type.name.startsWith("__"))
    .flatMap((type) => fieldsOf(type as GraphQLObjectType).map((field) => ({ of: type.name, field })));
  const unmarked = own.filter(
    ({ of, field }) => field.name.startsWith("viewer") && of !== "Query" && !isViewersOwn(field),
  );
  expect(unmarked.map(({ of, field }) => `${of}.${field.name}`)).toEqual([]);
  const marked = own.filter(({ field }) => isViewersOwn(field)).map(({ of, field }) => `${of}.${field.name}`);
  for (const name of ["User.email", "User.sessions", "Group.invites", "GroupEvent.subject", "Settlement.partCount"]) {
    expect(marked).toContain(name);
  }
});
