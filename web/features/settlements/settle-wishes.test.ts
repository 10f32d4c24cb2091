import { expect, test } from "@jest/globals";
import { NO_WISHES, optionsOf, type SettleWishes, wishesFrom, withWishes } from "./settle-wishes.js";

const members = [{ id: "mem_a" }, { id: "mem_b", household: null }, { id: "mem_c" }, { id: "mem_d" }];

function read(address: string, digits = 2): SettleWishes {
  return wishesFrom(new URLSearchParams(address), members, digits);
}

test("an address without wishes asks for nothing", () => {
  expect(read("")).toEqual(NO_WISHES);
  expect(read("tab=3")).toEqual(NO_WISHES);
  expect(optionsOf(NO_WISHES)).toBeNull();
});

test.each<[string, SettleWishes]>([
  ["through=mem_b&smallest=5.00&tab=3", { throughId: "mem_b", smallest: "5.00", rules: [] }],
  [
    "smallest=0.01&only=mem_a.mem_b.mem_c&only=mem_d.mem_c",
    {
      throughId: null,
      smallest: "0.01",
      rules: [
        { memberId: "mem_a", partnerIds: ["mem_b", "mem_c"] },
        { memberId: "mem_d", partnerIds: ["mem_c"] },
      ],
    },
  ],
])("what is written into an address is read back: %s", (address, wishes) => {
  expect(read(address)).toEqual(wishes);
  expect(read(withWishes(new URLSearchParams(address), wishes).toString())).toEqual(wishes);
  expect(withWishes(new URLSearchParams("tab=3&through=x&only=y"), NO_WISHES).toString()).toBe("tab=3");
});

test.each([
  "through=nobody",
  "smallest=",
  "smallest=0.00",
  "smallest=-5",
  "smallest=1e3",
  "smallest=5,00",
  "smallest=0.001",
  "smallest=99999999999999999999",
  "only=",
  "only=nobody.mem_a",
  "only=.",
])("what makes no sense is ignored: %s", (address) => {
  expect(read(address)).toEqual(NO_WISHES);
});

test("a rule keeps those of its people who can be meant, and counts once", () => {
  expect(read("only=mem_a.mem_a.nobody.mem_b.mem_b&only=mem_a.mem_c").rules).toEqual([
    { memberId: "mem_a", partnerIds: ["mem_b"] },
  ]);
  const couple = { household: { id: "hsh_1" } };
  const housed = [{ id: "mem_a", ...couple }, { id: "mem_b", ...couple }, { id: "mem_c" }];
  expect(wishesFrom(new URLSearchParams("only=mem_a.mem_b.mem_c"), housed, 2).rules).toEqual([
    { memberId: "mem_a", partnerIds: ["mem_c"] },
  ]);
});

test("through one person and rules exclude each other: the person goes before", () => {
  expect(read("only=mem_a.mem_b&through=mem_c")).toEqual({ throughId: "mem_c", smallest: null, rules: [] });
});

test("a rule that names nobody yet stays in sight and asks for nothing", () => {
  const wishes = read("only=mem_a&only=mem_b.mem_c&smallest=5");
  expect(wishes.rules).toHaveLength(2);
  expect(optionsOf(wishes)).toEqual({
    smallest: "5.00",
    partners: [{ memberId: "mem_b", partnerIds: ["mem_c"] }],
  });
  expect(optionsOf(read("only=mem_a"))).toBeNull();
  expect(optionsOf(read("through=mem_a"))).toEqual({ through: "mem_a" });
});

test("an amount fits the currency with the most decimals", () => {
  expect(read("smallest=500", 0).smallest).toBe("500");
  expect(read("smallest=500.5", 0).smallest).toBeNull();
  expect(read("smallest=0.005", 3).smallest).toBe("0.005");
});
