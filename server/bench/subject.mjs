import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

const PASSWORD = "correct horse battery";
const MEMBERS = 20;
const EXPENSES = 150;
/** Groups that the viewer shares with the same few people. */
const GROUPS = 40;
const PEOPLE = 20;
const LISTENERS = 100;

const AMOUNT = "amount { amount currency }";
const GROUP_PAGE = `query ($id: ID!) { group(id: $id) { id name members { id name } expenses(first: 50) { edges { node {
  id title total { amount currency } incurredOn category { name } payers { member { id name } ${AMOUNT} }
  shares { member { id name } ${AMOUNT} } } } } balances { member { id name } net { amount currency } } } }`;
const GROUPS_PAGE = "{ groups(first: 40) { edges { node { id name viewerBalances { net { amount currency } } } } } }";
const PEOPLE_PAGE = "{ people(first: 20) { edges { node { id name nets { amount currency } } } } }";
/** As much as the limits have always let through: a hundred expenses with everything of them. */
const COSTLIEST = `query ($id: ID!) { group(id: $id) { expenses(first: 100) { edges { node { id title total { amount currency }
  category { name } createdBy { name } payers { member { name user { name } } ${AMOUNT} }
  shares { member { name user { name } } ${AMOUNT} } split { mode parts { member { name } value } } } } } } }`;
const EVENTS =
  "subscription ($groupId: ID!) { groupEvents(groupId: $groupId) { seq type group { id name balances { net { amount } } } } }";

/** One running product, filled with the data that is measured, through its API. */
export class Subject {
  #url;
  #token = "";
  #groupId = "";
  #memberIds = [];
  #liveId = "";
  #liveIds = [];
  #clients = [];
  #heard = 0;
  #onHeard = () => undefined;

  constructor(url) {
    this.#url = url;
  }

  async seed() {
    this.#token = await this.#register("viewer");
    const names = Array.from({ length: MEMBERS - 1 }, (_, index) => ({ name: `Member ${index}` }));
    this.#groupId = await this.#group(names);
    const { group } = await this.#ask("query ($id: ID!) { group(id: $id) { members { id } } }", { id: this.#groupId });
    this.#memberIds = group.members.map(({ id }) => id);
    for (let count = 0; count < EXPENSES; count++) await this.#createExpense(count);
    const tokens = [];
    for (let count = 0; count < PEOPLE; count++) tokens.push(await this.#register(`person${count}`));
    this.#liveId = await this.#group(names.slice(PEOPLE));
    await this.#join(this.#liveId, tokens);
    const live = await this.#ask("query ($id: ID!) { group(id: $id) { members { id } } }", { id: this.#liveId });
    this.#liveIds = live.group.members.map(({ id }) => id);
    for (let count = 0; count < GROUPS; count++) {
      const id = await this.#group([]);
      await this.#join(id, [tokens[count % PEOPLE], tokens[(count + 1) % PEOPLE]]);
      const shared = await this.#ask("query ($id: ID!) { group(id: $id) { members { id } } }", { id });
      await this.#createExpense(
        count,
        id,
        shared.group.members.map((member) => member.id),
      );
    }
    for (const token of tokens) this.#listen(token, LISTENERS / PEOPLE);
    await this.#untilAllListen();
  }

  /** What is measured, by name. */
  rows() {
    const id = this.#groupId;
    return [
      ["GroupPage (50 expenses of 20 people)", () => this.#ask(GROUP_PAGE, { id })],
      ["groups (40)", () => this.#ask(GROUPS_PAGE)],
      ["people (20 in 40 groups)", () => this.#ask(PEOPLE_PAGE)],
      ["expenseCreate (20 shares)", () => this.#createExpense(0)],
      ["a live event to 100 listeners", () => this.#liveEvent()],
      ["the costliest query that is accepted", () => this.#ask(COSTLIEST, { id })],
    ];
  }

  async close() {
    for (const client of this.#clients) await client.dispose();
  }

  async #send(query, variables = {}, token = this.#token) {
    const response = await fetch(`${this.#url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  async #ask(query, variables, token) {
    const { data, errors } = await this.#send(query, variables, token);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  async #mutate(name, input, selection, token) {
    const type = `${name[0].toUpperCase()}${name.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
      ... on ${type}Payload { ${selection} } ... on UserError { message } } }`;
    const answer = (await this.#ask(query, { input }, token))[name];
    if (answer.message !== undefined) throw new Error(`${name}: ${answer.message}`);
    return answer;
  }

  async #register(name) {
    const input = { email: `${name}@example.com`, password: PASSWORD, name };
    const { session } = await this.#mutate("userRegister", input, "session { accessToken }", "");
    return session.accessToken;
  }

  async #group(members) {
    const { group } = await this.#mutate("groupCreate", { name: "Bench", currency: "EUR", members }, "group { id }");
    return group.id;
  }

  async #join(groupId, tokens) {
    const { invite } = await this.#mutate("inviteCreate", { groupId, role: "MEMBER" }, "invite { code }");
    for (const token of tokens) await this.#mutate("inviteAccept", { code: invite.code }, "member { id }", token);
  }

  /** An expense that all of them share. */
  #createExpense(count, groupId = this.#groupId, memberIds = this.#memberIds) {
    const input = {
      groupId,
      title: `Expense ${count}`,
      total: { amount: `${10 + (count % 90)}.01`, currency: "EUR" },
      incurredOn: `2026-0${1 + (count % 9)}-1${count % 9}`,
      payers: [{ memberId: memberIds[count % memberIds.length] }],
      split: { mode: "EQUAL", parts: memberIds.map((memberId) => ({ memberId })) },
    };
    return this.#mutate("expenseCreate", input, "expense { id }");
  }

  #listen(token, count) {
    const client = createClient({
      url: `${this.#url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${token}` },
    });
    this.#clients.push(client);
    const heard = () => {
      this.#heard += 1;
      this.#onHeard();
    };
    for (let index = 0; index < count; index++) {
      client.subscribe(
        { query: EVENTS, variables: { groupId: this.#liveId } },
        { next: heard, error() {}, complete() {} },
      );
    }
  }

  /** Only an event that everybody heard tells that everybody listens. */
  async #untilAllListen() {
    for (let tries = 0; tries < 50; tries++) {
      const all = this.#everybodyHears();
      await this.#createExpense(tries, this.#liveId, this.#liveIds);
      if (await Promise.race([all.then(() => true), new Promise((resolve) => setTimeout(resolve, 500, false))])) return;
    }
    throw new Error("Not everybody listens.");
  }

  #everybodyHears() {
    this.#heard = 0;
    return new Promise((resolve) => {
      this.#onHeard = () => this.#heard >= LISTENERS && resolve();
    });
  }

  async #liveEvent() {
    const all = this.#everybodyHears();
    await this.#createExpense(1, this.#liveId, this.#liveIds);
    await all;
  }
}
