import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "@jest/globals";
import { createInstance } from "i18next";
import { invalid, refused } from "./outcome.js";
import { fieldWords, problemWords, refusalWords } from "./refusal-words.js";

const i18next = createInstance();

beforeAll(async () => {
  const catalogue = (language: string) => ({
    translation: JSON.parse(readFileSync(`web/messages/${language}.json`, "utf8")),
  });
  await i18next.init({
    lng: "en",
    resources: { en: catalogue("en"), de: catalogue("de") },
    interpolation: { escapeValue: false },
  });
});

const said = async (language: string, code: string, path: string[], message = "The server's words.") => {
  await i18next.changeLanguage(language);
  return fieldWords(i18next, { code, message, path });
};

test("what is missing is named, wherever in a form it is", async () => {
  await i18next.changeLanguage("en");
  expect(problemWords(i18next.t, "REQUIRED", "title")).toBe("Title is needed.");
  expect(problemWords(i18next.t, "REQUIRED", "item:3:name")).toBe("Name is needed.");
  expect(problemWords(i18next.t, "REQUIRED", "weight:3:mem_1")).toBe("A number of parts is needed.");
  expect(problemWords(i18next.t, "MALFORMED", "whatever")).toBe("This cannot be understood.");
});

test("the server's English is more exact than a code, except where it names no field", async () => {
  expect(await said("en", "REQUIRED", ["name"])).toBe("Name is needed.");
  expect(await said("en", "REQUIRED", ["conversion"])).toBe("The server's words.");
  expect(await said("en", "MALFORMED", ["email"], "This is not an e-mail address.")).toBe(
    "This is not an e-mail address.",
  );
});

test("other languages have to do with the code", async () => {
  expect(await said("de", "REQUIRED", ["name"])).toBe("Name fehlt.");
  expect(await said("de", "TOO_SHORT", ["newPassword"])).toBe("Neues Passwort ist zu kurz.");
  expect(await said("de", "NEVER_HEARD", ["name"])).toBe("Das ist hier nicht erlaubt.");
});

test("a refusal is said in the reader's language, of each field once", async () => {
  const fields = [
    ["payers", "0", "memberId"],
    ["split", "parts"],
    ["split", "parts"],
  ].map((path) => ({
    path,
    code: path[0] === "payers" ? "UNKNOWN_MEMBER" : "SUM_MISMATCH",
    message: "The server's words.",
  }));
  const refusals = [
    invalid({ message: "Two fields are wrong.", fields }),
    { kind: "stale", message: "Somebody was faster.", current: null } as const,
    refused({ __typename: "NeverHeardError", message: "Never heard." }),
  ];
  await i18next.changeLanguage("de");
  expect(refusals.map((each) => refusalWords(i18next, each))).toEqual([
    "Diese Person ist nicht in der Gruppe. Das geht noch nicht auf.",
    "So, wie die Dinge jetzt stehen, geht das nicht.",
    "So, wie die Dinge jetzt stehen, geht das nicht.",
  ]);
  await i18next.changeLanguage("en");
  expect(refusals.map((each) => refusalWords(i18next, each))).toEqual([
    "The server's words.",
    "Somebody was faster.",
    "Never heard.",
  ]);
});
