import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Column, type DataSource, Entity, PrimaryColumn } from "typeorm";
import { openProductDatabase } from "../app/product-database.js";
import { newId } from "../kernel/ids.js";
import { Household } from "../modules/households/household.entity.js";
import { User } from "../modules/users/user.entity.js";
import { TestApi } from "../test/api.js";
import { made } from "./made.js";
import { columnsOf, entities } from "./reader.js";
import { type Tx, write, writingAlone } from "./write.js";

let api: TestApi;
/** With the entities that this file knows: those of the server are others. */
let dataSource: DataSource;

beforeAll(async () => {
  api = await TestApi.start();
  dataSource = await openProductDatabase((api.dataSource.options as { url: string }).url);
});
afterAll(async () => {
  await dataSource.destroy();
  await api.close();
});

const writing = <Answer>(work: (tx: Tx) => Promise<Answer>) => write(writingAlone(dataSource, []), work);
const profiles = () => api.dataSource.query("select name, locale, created_at from users order by id");

describe("a plain write", () => {
  test("changes the fields that it names, of the one row", async () => {
    const [ana] = [await api.person("Ana"), await api.person("Ben")];
    const [before, ben] = await profiles();
    await writing((tx) =>
      tx.update(User, ana.id, { name: "Anna", createdAt: () => "timestamptz '2020-02-02 00:00Z'" }),
    );
    expect(await profiles()).toEqual([{ ...before, name: "Anna", created_at: new Date("2020-02-02T00:00:00Z") }, ben]);
  });

  test("of a row that is not there is a bug, and takes the rest back", async () => {
    const ana = await api.person("Ana");
    const failing = writing(async (tx) => {
      await tx.update(User, ana.id, { name: "Nobody" });
      await tx.update(User, newId("usr"), { name: "Nobody" });
    });
    await expect(failing).rejects.toThrow("There is no User to change.");
    expect((await profiles()).map(({ name }: { name: string }) => name)).not.toContain("Nobody");
  });

  test("does not compile with a field that there is not, a value of another kind, or a forgotten field", () => {
    const wrong = (tx: Tx) => [
      // @ts-expect-error: it is called name
      tx.update(User, "", { nickname: "Ana" }),
      // @ts-expect-error: a name is a text
      tx.update(User, "", { name: 1 }),
      // @ts-expect-error: a household has a group and a name
      tx.insert(Household, made(Household, { id: "" })),
    ];
    expect(wrong).toBeInstanceOf(Function);
  });
});

describe("what is read", () => {
  @Entity("parents")
  class Parent {
    @PrimaryColumn("text")
    id!: string;
  }

  @Entity("children")
  class Child extends Parent {
    @Column("text")
    givenName!: string;
    nickname?: string;
  }

  test("must have every column of its entity; what the entity has beside them may be there or not", () => {
    expect(columnsOf(Child).sort()).toEqual(["givenName", "id"]);
    expect(entities(Child, [{ id: "1", givenName: "Eve", nickname: "E" }])[0]).toBeInstanceOf(Child);
    expect(() => entities(Child, [{ id: "1", givenName: "Eve" }, { id: "2" }])).toThrow(
      "Rows of Child lack givenName.",
    );
    expect(() => entities(Child, [{ givenName: null }])).toThrow("Rows of Child lack id.");
  });

  test("no entity has a column that its table has not", async () => {
    const existing: { name: string }[] = await api.dataSource.query(
      "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
    );
    const known = new Set(existing.map(({ name }) => name));
    const columns = api.dataSource.entityMetadatas.flatMap(({ tableName, columns: own }) =>
      own.map(({ databaseName }) => `${tableName}.${databaseName}`),
    );
    const missing = columns.filter((name) => !known.has(name));
    expect(missing).toEqual([]);
  });
});
