import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { DataSource } from "typeorm";
import { amountText } from "../../kernel/money.js";
import type { Viewer } from "../../platform/actor.js";
import { commandActor } from "../../platform/actor.js";
import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import { InvalidInputError, Refusal } from "../../platform/schema/refusals.js";
import { StartupProblem } from "../../platform/startup-problem.js";
import { type Tx, type Writing, write } from "../../platform/write.js";
import {
  ImportDayOrder,
  ImportFormat,
  type StoredChange,
  type StoredGone,
  type StoredTotal,
  type StoredUnknownPayers,
} from "./import.entity.js";
import { groupOfFile } from "./import.service.js";
import { commitImport } from "./mutations/importCommit.js";
import { readFile as readExport, startImport } from "./mutations/importStart.js";
import { undoImport } from "./mutations/importUndo.js";
import type { DayQuestion, SplitwiseFile } from "./splitwise.js";

const USAGE = `npm run cli -- import FILE --as EMAIL [--into GROUP_ID | --name "NEW GROUP"] [--me "NAME IN THE FILE"]
  [--day-order DMY|MDY] [--take-back] [--replace] [--preview]
npm run cli -- import --undo IMPORT_ID --as EMAIL`;

interface Arguments {
  readonly file: string | undefined;
  readonly as: string;
  readonly into: string | undefined;
  readonly name: string | undefined;
  readonly me: string | undefined;
  readonly dayOrder: ImportDayOrder | null;
  readonly takeBack: boolean;
  readonly replace: boolean;
  readonly preview: boolean;
  readonly undo: string | undefined;
}

/** Imports a Splitwise file for the person with that address, or takes an import back; says what it does as it does it. */
export async function importFromCommandLine(
  writing: Writing,
  args: string[],
  print: (line: string) => void,
): Promise<void> {
  const given = argumentsFrom(args);
  const viewer = await personWith(writing.dataSource, given.as);
  const inTransaction = <Answer>(work: (tx: Tx) => Promise<Answer>) => write(writing, work, "bulk");
  try {
    if (given.undo === undefined) await importFile(inTransaction, viewer, given, print);
    else await takeBack(inTransaction, viewer, given.undo, print);
  } catch (error) {
    if (error instanceof Refusal) throw new StartupProblem(sentenceOf(error));
    throw error;
  }
}

type InTransaction = <Answer>(work: (tx: Tx) => Promise<Answer>) => Promise<Answer>;

function argumentsFrom(args: string[]): Arguments {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const switches = { preview: flag, "take-back": flag, replace: flag } as const;
  const options = { as: text, into: text, name: text, me: text, undo: text, "day-order": text, ...switches } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { as, into, name, me, undo, preview, replace, "take-back": takeBack } = values;
    const isOne = (positionals.length === 1) !== (undo !== undefined) && positionals.length <= 1;
    const dayOrder = dayOrderFrom(values["day-order"]);
    if (as !== undefined && isOne && dayOrder !== undefined) {
      return { file: positionals[0], as, into, name, me, undo, dayOrder, takeBack, replace, preview };
    }
  } catch {
    // An option that nobody knows: the usage says which there are.
  }
  throw new StartupProblem(USAGE);
}

/** Undefined for what is no answer. */
function dayOrderFrom(text: string | undefined): ImportDayOrder | null | undefined {
  return text === undefined ? null : Object.values(ImportDayOrder).find((order) => order === text);
}

async function personWith(dataSource: DataSource, email: string): Promise<Viewer> {
  const [user] = await poolReader(poolOf(dataSource)).rows<{ id: string }>("select id from users where email = $1", [
    email.trim().toLowerCase().normalize("NFC"),
  ]);
  if (!user) throw new StartupProblem(`Nobody is registered with the address ${email}.`);
  return commandActor(user.id);
}

async function importFile(
  inTransaction: InTransaction,
  viewer: Viewer,
  given: Arguments,
  print: (line: string) => void,
): Promise<void> {
  const fileName = path.basename(given.file!);
  const { dayOrder, takeBack, replace } = given;
  const source = { ...(await readExport(await bytesOf(given.file!), { dayOrder })), fileName };
  const groupId = given.into ?? (await inTransaction((tx) => earlierGroup(tx, viewer, given, source.file)));
  const input = { uploadId: "", format: ImportFormat.SPLITWISE_CSV, groupId, groupName: given.name ?? null, dayOrder };
  if (groupId !== null)
    print(`Into ${groupId}${given.into === undefined ? ", where rows of this file went before" : ""}.`);
  if (given.preview) return preview(inTransaction, viewer, { input, source }, print);
  const importId = await inTransaction((tx) => startImport(tx, viewer, input, source));
  await inTransaction((tx) => describe(tx, importId, print));
  if (source.file.questions.length > 0) throw new StartupProblem("Say with --day-order which number is the day.");
  const people = given.me === undefined ? [] : [{ name: given.me, viewer: true }];
  const target = await inTransaction((tx) => commitImport(tx, viewer, { id: importId, people, takeBack, replace }));
  print(`Imported into ${target}. To take it back: npm run cli -- import --undo ${importId} --as ${given.as}`);
}

/** The same command twice is to add nothing, so a file goes where it went before, unless a new group is asked for. */
async function earlierGroup(tx: Tx, viewer: Viewer, given: Arguments, file: SplitwiseFile): Promise<string | null> {
  return given.name === undefined ? groupOfFile(tx, viewer, file) : null;
}

/** Thrown to let go of everything that a preview wrote. */
class OnlyLooking extends Error {}

async function preview(
  inTransaction: InTransaction,
  viewer: Viewer,
  { input, source }: { input: Parameters<typeof startImport>[2]; source: Parameters<typeof startImport>[3] },
  print: (line: string) => void,
): Promise<void> {
  try {
    await inTransaction(async (tx) => {
      await describe(tx, await startImport(tx, viewer, input, source), print);
      throw new OnlyLooking();
    });
  } catch (error) {
    if (!(error instanceof OnlyLooking)) throw error;
  }
}

async function takeBack(
  inTransaction: InTransaction,
  viewer: Viewer,
  id: string,
  print: (line: string) => void,
): Promise<void> {
  await inTransaction((tx) => undoImport(tx, viewer, { id }));
  const kept = await inTransaction(async (tx) => {
    const [row] = await tx.rows<{ keptIds: string[] }>("select kept_ids from imports where id = $1", [id]);
    return row!.keptIds;
  });
  print(kept.length === 0 ? "Taken back." : "Taken back, but for what people changed since:");
  for (const subject of kept) print(`  ${subject}`);
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new StartupProblem(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

interface ImportDescription {
  readonly fileName: string;
  readonly encoding: string;
  readonly expenseCount: number;
  readonly settlementCount: number;
  readonly knownCount: number;
  readonly totals: readonly StoredTotal[];
  readonly problems: readonly { line: number; message: string }[];
  readonly unknownPayers: readonly StoredUnknownPayers[];
  readonly gone: readonly StoredGone[];
  readonly changed: readonly StoredChange[];
  readonly questions: readonly DayQuestion[];
}

/** What would be added, what it adds up to beside what the file says, and what needs a look. */
async function describe(tx: Tx, importId: string, print: (line: string) => void): Promise<void> {
  const [found] = await tx.rows<ImportDescription>(
    `select file_name, encoding, expense_count, settlement_count, known_count, totals, problems, unknown_payers, gone, changed,
       questions
     from imports where id = $1`,
    [importId],
  );
  const { fileName, encoding, expenseCount, settlementCount, knownCount, totals, problems } = found!;
  print(`${fileName}: ${expenseCount} expenses and ${settlementCount} payments are new, ${knownCount} rows are known.`);
  if (encoding !== "UTF-8") print(`  It was read as ${encoding}.`);
  for (const { person, currency, computed, stated } of totals) {
    const says = stated === null ? "the file says nothing" : `the file says ${amountText(BigInt(stated), currency)}`;
    const differs = stated !== null && stated !== computed ? ", WHICH DIFFERS" : "";
    print(`  ${person}: ${amountText(BigInt(computed), currency)} ${currency} (${says}${differs})`);
  }
  for (const { count, cost, booked, currency } of found!.unknownPayers) {
    const [asCost, asBooked] = [cost, booked].map((minor) => `${amountText(BigInt(minor), currency)} ${currency}`);
    print(
      `  ${count} rows do not say who paid: they cost ${asCost}, and are booked with ${asBooked}, their net effect.`,
    );
  }
  for (const row of found!.gone) print(`  no longer in the file: ${textOfRow(row)}`);
  for (const row of found!.changed) {
    print(`  changed on line ${row.line}: ${textOfRow(row)}, now ${amountText(BigInt(row.nowMinor), row.nowCurrency)}`);
  }
  for (const { line, message } of problems) print(`  line ${line}: ${message}`);
  for (const { line, text, choices } of found!.questions) {
    const answers = choices.map(({ date, dayOrder }) => `${date} (--day-order ${dayOrder})`);
    print(`  line ${line}: is ${text} ${answers.join(" or ")}?`);
  }
}

function textOfRow({ date, title, minor, currency, kept }: StoredGone): string {
  const text = `${date} ${title} ${amountText(BigInt(minor), currency)} ${currency}`;
  return kept ? `${text} (changed by people since, and stays)` : text;
}

function sentenceOf({ userError }: Refusal): string {
  if (!(userError instanceof InvalidInputError)) return userError.message;
  return userError.fields.map(({ message }) => message).join(" ");
}
