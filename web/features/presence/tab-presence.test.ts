import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { type Place, TabPresence } from "./tab-presence.js";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const at = (subjectId: string, groupId = "g", editing = false): Place => ({ groupId, subjectId, editing });

function followed() {
  const said: string[] = [];
  const tab = new TabPresence(({ groupId, subjectId }, isThere) =>
    said.push(`${isThere ? "in" : "out"} ${groupId} ${subjectId}`),
  );
  return { tab, said };
}
const soon = () => jest.advanceTimersByTimeAsync(0);

test("the innermost is said, and what stands around it again once that goes", async () => {
  const { tab, said } = followed();
  const leave = tab.claim(at("expense"));
  tab.claim(at("g"));
  leave();
  await soon();
  expect(said).toEqual(["in g expense", "in g g"]);
});

test("from one page to the next nothing is said between, and leaving the group says so", async () => {
  const { tab, said } = followed();
  const leave = tab.claim(at("one"));
  leave();
  const next = tab.claim(at("other"));
  await soon();
  expect(said).toEqual(["in g one", "in g other"]);
  next();
  await soon();
  expect(said.slice(2)).toEqual(["out g other"]);
  const third = tab.claim(at("x", "h"));
  third();
  tab.claim(at("y", "i"));
  await soon();
  expect(said.slice(3)).toEqual(["in h x", "out h x", "in i y"]);
});

test("it is said again while somebody looks, and not while nobody does", async () => {
  const { tab, said } = followed();
  tab.claim(at("g"));
  await jest.advanceTimersByTimeAsync(29_000);
  expect(said.length).toBeGreaterThanOrEqual(3);
  tab.see(false);
  const hidden = said.length;
  expect(said.at(-1)).toBe("out g g");
  await jest.advanceTimersByTimeAsync(60_000);
  expect(said).toHaveLength(hidden);
  tab.see(true);
  expect(said.at(-1)).toBe("in g g");
});
