import { expect, test } from "@jest/globals";
import { nameEntry } from "./entry-name.js";

/** An entry of a history: all of it that counts here. */
function entryWith(state: unknown) {
  const entry = {
    state,
    replaceState: (next: unknown) => {
      entry.state = next;
    },
  };
  return entry;
}

test("each new visit has a key of its own, and keeps what else was known of it", () => {
  const [first, second] = [entryWith(null), entryWith({ idx: 3 })];
  nameEntry(first);
  nameEntry(second);
  expect(first.state).toEqual({ key: expect.stringMatching(/./) });
  expect(second.state).toEqual({ key: expect.stringMatching(/./), idx: 3 });
  expect((first.state as { key: string }).key).not.toBe((second.state as { key: string }).key);
});

test("who comes back to an entry, or reloads it, finds the key that it had", () => {
  const entry = entryWith(null);
  nameEntry(entry);
  const named = entry.state;
  nameEntry(entry);
  expect(entry.state).toBe(named);
});
