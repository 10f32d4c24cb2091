import { expect, test } from "@jest/globals";
import { newAttempt, sendPages } from "./send-pages.js";

test("what nobody wants any more before it begins is not sent, and no receipt is made of it", async () => {
  const attempt = newAttempt([{ key: "page 1", file: new File(["x"], "a.jpg", { type: "image/jpeg" }), url: null }]);
  const asked: string[] = [];
  const writes = {
    uploadStart: async () => {
      asked.push("place");
      attempt.abort.abort();
      return { kind: "done" as const, value: { id: "upl_1", url: "http://localhost/none", fields: [] } };
    },
    create: async ({ id }: { id: string }) => {
      asked.push("receipt");
      return { kind: "done" as const, value: { id } };
    },
  };
  const isCalledOff = { name: "AbortError" };
  await expect(sendPages(attempt, writes, () => undefined)).rejects.toMatchObject(isCalledOff);
  // Its file may have arrived by then.
  attempt.uploadIds.set("page 1", "upl_1");
  await expect(sendPages(attempt, writes, () => undefined)).rejects.toMatchObject(isCalledOff);
  expect(asked).toEqual(["place"]);
});
