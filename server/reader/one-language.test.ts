import { expect, test } from "@jest/globals";
import { OneLanguage } from "./one-language.js";

test("a program is started once for a language, ended for another, and anew where it failed to start", async () => {
  const done: string[] = [];
  let isBroken = false;
  const programs = new OneLanguage(async (language) => {
    done.push(`starts ${language}`);
    if (isBroken) throw new Error("There is no such file.");
    return { terminate: async () => done.push(`ends ${language}`) };
  });
  await programs.in("eng");
  await programs.in("eng");
  isBroken = true;
  await expect(programs.in("deu")).rejects.toThrow("no such file");
  isBroken = false;
  await programs.in("fra");
  await programs.in("deu");
  expect(done).toEqual(["starts eng", "ends eng", "starts deu", "starts fra", "ends fra", "starts deu"]);
});
