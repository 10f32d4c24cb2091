import { describe, expect, test } from "@jest/globals";
import { Router } from "express";
import { z } from "zod";
import { quietEvent } from "../platform/events/event-type.js";
import type { Module } from "../platform/module.js";
import { limits } from "../platform/rate-limit.js";
import { NotFoundError } from "../platform/schema/refusals.js";
import { withoutDoubles } from "./declarations.js";

class Receipt {}
const door = async () => null;

describe("what modules declare", () => {
  test("stays as it is where each name is said once", () => {
    const modules: Module[] = [
      { name: "receipts", ids: { rec: Receipt }, nodes: { rec: door }, limits: limits({ SCANS: { duration: 1 } }) },
      { name: "scans", ids: { scn: null }, nodes: {}, settings: z.object({ SCANS_URL: z.string() }) },
    ];
    expect(withoutDoubles(modules)).toBe(modules);
  });

  const route = { path: "/hooks", router: () => Router() };
  const job = { name: "scan", kind: "upkeep" as const, attempts: 1, run: async () => undefined };
  const rule = { name: "scans", forget: async () => 0 };
  const file = {
    name: "SCAN",
    description: "",
    called: "",
    contentTypes: new Set(""),
    kind: "",
    maxSize: () => 1,
    lifetimeMilliseconds: 1,
  };
  const doubles: [string, Omit<Module, "name">, string][] = [
    ["a prefix", { ids: { rec: Receipt } }, "the prefix rec"],
    ["a refusal", { errors: [NotFoundError] }, "the refusal NotFoundError"],
    ["a limit", { limits: limits({ SCANS: { duration: 1 } }) }, "the limit SCANS"],
    ["a setting", { settings: z.object({ SCANS_URL: z.string() }) }, "the setting SCANS_URL"],
    ["a rule of retention", { retention: [rule] }, "the retention of scans"],
    ["a job", { jobs: [job] }, "the job scan"],
    ["a purpose of files", { files: [file] }, "the purpose SCAN"],
    ["an event", { events: [quietEvent("scan.made")] }, "the event scan.made"],
    ["a path", { routes: [route] }, "the path /hooks"],
  ];
  test.each(doubles)("two modules with %s are refused", (_, module, said) => {
    const both = () =>
      withoutDoubles([
        { name: "receipts", ...module },
        { name: "scans", ...module },
      ]);
    expect(both).toThrow(`receipts and scans both declare ${said}.`);
  });

  test("two doors to one thing, and two modules of one name, are refused", () => {
    const first: Module = { name: "receipts", ids: { rec: Receipt }, nodes: { rec: door } };
    expect(() => withoutDoubles([first, { name: "scans", nodes: { rec: door } }])).toThrow(
      "both declare the door of rec",
    );
    expect(() => withoutDoubles([first, { name: "receipts" }])).toThrow("both declare the module receipts");
  });

  test("a prefix that is none, and a door to what has no type or is a later module's, are refused", () => {
    expect(() => withoutDoubles([{ name: "scans", ids: { scan: null } }])).toThrow("three small letters");
    expect(() => withoutDoubles([{ name: "scans", ids: { scn: null }, nodes: { scn: door } }])).toThrow(
      "a door to scn",
    );
    const early: Module = { name: "scans", nodes: { rec: door } };
    expect(() => withoutDoubles([early, { name: "receipts", ids: { rec: Receipt } }])).toThrow("a door to rec");
  });
});
