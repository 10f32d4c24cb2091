const PASSWORD = "correct horse battery";
const DAY_MS = 86_400_000;
/** A payment comes after so many expenses. */
const PAID_EVERY = 100;

/** Somebody with an account, and the groups that they have, made through the API. */
export class Account {
  #url;
  #token = "";

  constructor(url) {
    this.#url = url;
  }

  /** What the account's sockets say. */
  get token() {
    return this.#token;
  }

  async register(name) {
    const email = `${name.toLowerCase()}@example.com`;
    const { session } = await this.#mutate(
      "userRegister",
      { email, password: PASSWORD, name },
      "session { accessToken }",
    );
    this.#token = session.accessToken;
    return { email, password: PASSWORD };
  }

  /** A group of two with so many expenses, one a day up to `lastDay`, and a payment now and then; answers its id. */
  async group(name, count, lastDay) {
    const rows = Array.from({ length: count }, (_, index) => {
      const day = new Date(Date.parse(lastDay) - index * DAY_MS).toISOString().slice(0, 10);
      const bought = `${day},Row ${String(count - index).padStart(4, "0")},General,10.00,EUR,5.00,-5.00`;
      return index % PAID_EVERY === PAID_EVERY / 2
        ? `${bought}\n${day},Ben paid ${name},Payment,5.00,EUR,-5.00,5.00`
        : bought;
    });
    const text = [`Date,Description,Category,Cost,Currency,${name},Ben`, "", ...rows, ""].join("\n");
    const uploadId = await this.#upload(text);
    const started = { uploadId, format: "SPLITWISE_CSV" };
    const { import: begun } = await this.#mutate("importStart", started, "import { id }");
    return (await this.#mutate("importCommit", { id: begun.id }, "group { id }")).group.id;
  }

  async emptyGroup(name) {
    const input = { name: `${name}'s`, currency: "EUR" };
    return (await this.#mutate("groupCreate", input, "group { id }")).group.id;
  }

  /** One event in a group. */
  async addMember(groupId) {
    await this.#mutate("memberAdd", { groupId, name: "Guest" }, "__typename");
  }

  /** Sends a photo and makes a receipt of it; answers its id. */
  async receipt(groupId, photo) {
    const uploadIds = [await this.#upload(photo, "RECEIPT", "image/jpeg")];
    return (await this.#mutate("receiptCreate", { groupId, uploadIds }, "receipt { id }")).receipt.id;
  }

  /** One expense of ten euro in a group, shared by all. */
  async expense(groupId, payerId) {
    const total = { amount: "10.00", currency: "EUR" };
    const rest = {
      title: "Dinner",
      incurredOn: "2026-01-31",
      payers: [{ memberId: payerId }],
      split: { mode: "EQUAL" },
    };
    await this.#mutate("expenseCreate", { groupId, total, ...rest }, "__typename");
  }

  /** The data of a query. */
  async ask(query, variables) {
    const response = await fetch(`${this.#url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${this.#token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  async #upload(content, purpose = "IMPORT", contentType = "text/csv") {
    const file = { purpose, fileName: "file", contentType, size: Buffer.byteLength(content) };
    const { upload } = await this.#mutate("uploadStart", file, "upload { id url fields { name value } }");
    const form = new FormData();
    for (const { name, value } of upload.fields) form.append(name, value);
    form.append("file", new Blob([content], { type: contentType }), "file");
    await fetch(new URL(new URL(upload.url).pathname, this.#url), { method: "POST", body: form });
    return upload.id;
  }

  async #mutate(name, input, selection) {
    const type = `${name[0].toUpperCase()}${name.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
      ... on ${type}Payload { ${selection} } ... on UserError { message } } }`;
    const response = await fetch(`${this.#url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(this.#token && { authorization: `Bearer ${this.#token}` }) },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const { data, errors } = await response.json();
    if (errors || data[name].message !== undefined) throw new Error(JSON.stringify(errors ?? data[name].message));
    return data[name];
  }
}
