import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { DataSource } from "typeorm";
import { amountText } from "../../kernel/money.js";
import type { Viewer } from "../../platform/context.js";
import { poolOf, poolReader } from "../../platform/database.js";
import { InvalidInputError, Refusal } from "../../platform/schema/refusals.js";
import { StartupProblem } from "../../platform/startup-problem.js";
import { type Tx, write, writingAlone } from "../../platform/write.js";
import { ImportFormat, type StoredTotal } from "./import.entity.js";
import { groupOfFile } from "./import.service.js";
import { commitImport } from "./mutations/importCommit.js";
import { fileOf, startImport } from "./mutations/importStart.js";
import { undoImport } from "./mutations/importUndo.js";
import type { SplitwiseFile } from "./splitwise.js";

const USAGE = `npm run cli -- import FILE --as EMAIL [--into GROUP_ID | --name "NEW GROUP"] [--me "NAME IN THE FILE"] [--preview]
npm run cli -- import --undo IMPORT_ID --as EMAIL`;

interface Arguments {
  readonly file: string | undefined;
  readonly as: string;
  readonly into: string | undefined;
  readonly name: string | undefined;
  readonly me: string | undefined;
  readonly preview: boolean;
  readonly undo: string | undefined;
}

/** Imports a Splitwise file for the person with that address, or takes an import back; says what it does as it does it. */
export async function importFromCommandLine(
  dataSource: DataSource,
  args: string[],
  print: (line: string) => void,
): Promise<void> {
  const given = argumentsFrom(args);
  const viewer = await personWith(dataSource, given.as);
  const inTransaction = <Answer>(work: (tx: Tx) => Promise<Answer>) => write(writingAlone(dataSource), work, "bulk");
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
  const options = { as: text, into: text, name: text, me: text, undo: text, preview: { type: "boolean" } } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { as, into, name, me, undo, preview } = values;
    const isOne = (positionals.length === 1) !== (undo !== undefined) && positionals.length <= 1;
    if (as !== undefined && isOne) return { file: positionals[0], as, into, name, me, undo, preview: preview ?? false };
  } catch {
    // An option that nobody knows: the usage says which there are.
  }
  throw new StartupProblem(USAGE);
}

/** Whoever may run commands on this machine may speak for anybody, so there is no session. */
async function personWith(dataSource: DataSource, email: string): Promise<Viewer> {
  const [user] = await poolReader(poolOf(dataSource)).rows<{ id: string }>("select id from users where email = $1", [
    email.trim().toLowerCase().normalize("NFC"),
  ]);
  if (!user) throw new StartupProblem(`Nobody is registered with the address ${email}.`);
  return { userId: user.id, sessionId: "" };
}

async function importFile(
  inTransaction: InTransaction,
  viewer: Viewer,
  given: Arguments,
  print: (line: string) => void,
): Promise<void> {
  const fileName = path.basename(given.file!);
  const source = { file: fileOf(await bytesOf(given.file!)), fileName };
  const groupId = given.into ?? (await inTransaction((tx) => earlierGroup(tx, viewer, given, source.file)));
  const input = { uploadId: "", format: ImportFormat.SPLITWISE_CSV, groupId, groupName: given.name ?? null };
  if (groupId !== null)
    print(`Into ${groupId}${given.into === undefined ? ", where rows of this file went before" : ""}.`);
  if (given.preview) return preview(inTransaction, viewer, { input, source }, print);
  const importId = await inTransaction((tx) => startImport(tx, viewer, input, source));
  await inTransaction((tx) => describe(tx, importId, print));
  const people = given.me === undefined ? [] : [{ name: given.me, viewer: true }];
  const target = await inTransaction((tx) => commitImport(tx, viewer, { id: importId, people }));
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

/** Who is who, what would be added, what it adds up to beside what the file says, and what was not understood. */
async function describe(tx: Tx, importId: string, print: (line: string) => void): Promise<void> {
  const [found] = await tx.rows<{
    fileName: string;
    expenseCount: number;
    settlementCount: number;
    knownCount: number;
    totals: StoredTotal[];
    problems: { line: number; message: string }[];
  }>("select file_name, expense_count, settlement_count, known_count, totals, problems from imports where id = $1", [
    importId,
  ]);
  const { fileName, expenseCount, settlementCount, knownCount, totals, problems } = found!;
  print(`${fileName}: ${expenseCount} expenses and ${settlementCount} payments are new, ${knownCount} rows are known.`);
  for (const { person, currency, computed, stated } of totals) {
    const says = stated === null ? "the file says nothing" : `the file says ${amountText(BigInt(stated), currency)}`;
    const differs = stated !== null && stated !== computed ? ", WHICH DIFFERS" : "";
    print(`  ${person}: ${amountText(BigInt(computed), currency)} ${currency} (${says}${differs})`);
  }
  for (const { line, message } of problems) print(`  line ${line} is not imported: ${message}`);
}

function sentenceOf({ userError }: Refusal): string {
  if (!(userError instanceof InvalidInputError)) return userError.message;
  return userError.fields.map(({ message }) => message).join(" ");
}
