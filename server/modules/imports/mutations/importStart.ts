import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { isId, newId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import type { AppContext } from "../../../platform/context.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { requireCurrency } from "../../../platform/schema/money.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  NotFoundError,
  notFound,
  resultOf,
} from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import { textFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroup } from "../../groups/group.access.js";
import { GROUP_NAME_MAX } from "../../groups/mutations/groupCreate.js";
import { UPLOAD_LIMITS } from "../../uploads/limits.js";
import type { StoredUpload } from "../../uploads/upload.entity.js";
import { useUpload } from "../../uploads/upload.service.js";
import { userOf } from "../../users/user.loader.js";
import { writeContentRows } from "../content.service.js";
import { knownImport } from "../import.access.js";
import { contentFrom, Import, ImportDayOrder, ImportFormat } from "../import.entity.js";
import {
  foreseenTotals,
  leaversOf,
  mostUsedCurrency,
  planFor,
  previewPeople,
  writePeople,
  writePlan,
} from "../import.service.js";
import { IMPORT_FILE } from "../import-file.js";
import { inTurns } from "../pieces.js";
import { type ReadingOptions, readSplitwise, type SplitwiseFile } from "../splitwise.js";
import { groupNameFrom, type TextEncoding, textOf } from "../text-file.js";

@InputType({ description: "A dry run: reads the file and changes nothing. Into `groupId`, or a new group." })
export class ImportStartInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice starts one import." })
  id?: string | null;

  @Field(() => ID, { description: "Of the file, which must have arrived." })
  uploadId!: string;

  @Field(() => ImportFormat, { description: "Which product wrote the file." })
  format!: ImportFormat;

  @Field(() => ID, { nullable: true, description: "The group to import into; a new one, where it is left out." })
  groupId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What the new group is called, 1 to 100 characters; after the file, where it is left out.",
  })
  groupName?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: "The new group's; that of most of the file's rows, where it is left out.",
  })
  currency?: string | null;

  @Field(() => ImportDayOrder, {
    nullable: true,
    description:
      "How days such as 03/04/2026 are read; where it is left out, the file decides, or asks in `questions`.",
  })
  dayOrder?: ImportDayOrder | null;
}

@ObjectType({ description: "The file was read." })
export class ImportStartPayload {
  @Field(() => Import, { description: "What a commit would do." })
  readonly import: Import;

  constructor(started: Import) {
    this.import = started;
  }
}

const ImportStartResult = resultOf(
  "ImportStartResult",
  ImportStartPayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class ImportStartResolver {
  @Mutation(() => ImportStartResult, { description: "Reads an uploaded file and says what importing it would do." })
  async importStart(
    @Arg("input", { description: "The file, and where it goes." }) input: ImportStartInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof ImportStartResult> {
    const { viewer } = ctx;
    requireWellFormed(input);
    const earlier = await ctx.write((tx) => earlierStart(tx, viewer, input));
    if (earlier) return new ImportStartPayload(await startedEarlier(ctx, earlier));
    // Reading a file takes as much as sending it, so it is counted alike.
    await ctx.services.rateLimits.take(UPLOAD_LIMITS.UPLOADS, viewer.userId);
    const upload = await uploadOf(ctx, input.uploadId);
    const bytes = upload.keptAs === null ? null : await ctx.services.storage.read(upload.keptAs);
    const read = await readFile(bytes, input);
    const id = await ctx.write((tx) => startImport(tx, viewer, input, { ...read, fileName: upload.fileName }));
    return new ImportStartPayload(await knownImport(ctx, id));
  }
}

function requireWellFormed(input: ImportStartInput): void {
  const invalid = new InvalidFields();
  newIdFrom("imp", input.id, invalid);
  if (typeof input.groupName === "string") {
    textFrom(input.groupName, { min: 1, max: GROUP_NAME_MAX }, invalid, ["groupName"]);
  }
  invalid.refuse();
}

/** The file may be gone by the time that a request is sent again, so this is asked before it is read. */
async function earlierStart(tx: Tx, viewer: Viewer, input: ImportStartInput): Promise<string | null> {
  const request = requestToCreate(viewer, "importStart", "imports", input);
  if (typeof input.groupId !== "string") return tx.replayOf(request);
  return (await lockGroup(tx, viewer, input.groupId, "record", request)).earlier;
}

async function startedEarlier(ctx: AppContext, id: string): Promise<Import> {
  const [kept] = await ctx.reader.rows("select id from imports where id = $1", [id]);
  if (!kept) throw notFound();
  return knownImport(ctx, id);
}

/** The viewer's own upload. From here on its bytes, if they have arrived, stay as they are. */
async function uploadOf(ctx: AppContext, id: string): Promise<StoredUpload> {
  const { userId } = ctx.viewer;
  if (!isId("upl", id)) throw notFound();
  const upload = await useUpload(ctx.services, { id, userId, purpose: IMPORT_FILE.name });
  if (!upload) throw notFound();
  return upload;
}

/** A file as it was read. */
export interface ReadFile {
  readonly file: SplitwiseFile;
  readonly encoding: TextEncoding;
}

/** What an import is made from: what was read, and what the file is called. */
export interface ImportSource extends ReadFile {
  readonly fileName: string;
}

/** Reads the bytes of a file; what is no Splitwise export is refused. Also used by the command line. */
export async function readFile(bytes: Uint8Array | null, options: ReadingOptions): Promise<ReadFile> {
  const path = ["uploadId"];
  if (bytes === null) throw invalidField(path, "REQUIRED", "The file has not arrived yet.");
  const decoded = textOf(bytes);
  if (decoded === null) throw invalidField(path, "MALFORMED", "This is not a text file.");
  const file = await inTurns(readSplitwise(decoded.text, options));
  if ("reason" in file) throw invalidField(path, "MALFORMED", file.reason);
  return { file, encoding: decoded.encoding };
}

/** Also used by the command line. Answers the import's id. */
export async function startImport(
  tx: Tx,
  viewer: Viewer,
  input: ImportStartInput,
  source: ImportSource,
): Promise<string> {
  requireWellFormed(input);
  const { file, fileName } = source;
  const request = requestToCreate(viewer, "importStart", "imports", input);
  const locked =
    typeof input.groupId === "string" ? await lockGroup(tx, viewer, input.groupId, "record", request) : null;
  const earlier = locked ? locked.earlier : await tx.replayOf(request);
  if (earlier) return earlier;

  const user = await userOf(tx, viewer);
  const currency = input.currency ?? mostUsedCurrency(file, user.preferredCurrency);
  const invalid = new InvalidFields();
  requireCurrency(currency, new Set(file.rows.map((row) => row.currency)), invalid, ["currency"]);
  invalid.refuse();
  const id = input.id ?? newId("imp");
  const people = await previewPeople(tx, viewer, file, locked);
  const leavers = await leaversOf(tx, people, locked);
  const memberIds = people.map(({ memberId }) => memberId);
  const groupId = locked?.group.id ?? null;
  const plan = await planFor(tx, file, memberIds, leavers, groupId, { takeBack: false, replace: false });
  await tx.run(
    `insert into imports (id, user_id, format, state, group_id, made_group, group_name, currency, file_name, upload_id,
       encoding, questions, content, expense_count, settlement_count, known_count, totals, problems)
     values ($1, $2, $3, 'PREVIEWED', $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, 0, '[]', '[]')`,
    [
      id,
      viewer.userId,
      input.format,
      groupId,
      locked === null,
      input.groupName?.trim() ?? groupNameFrom(fileName, GROUP_NAME_MAX),
      currency,
      fileName,
      input.uploadId === "" ? null : input.uploadId,
      source.encoding,
      JSON.stringify(file.questions),
      JSON.stringify(contentFrom(file)),
    ],
  );
  await writeContentRows(tx, id, file.rows);
  await writePlan(tx, id, plan, file, await foreseenTotals(tx, plan, file, memberIds, groupId));
  await writePeople(tx, id, people);
  await forgetOldPreviews(tx, viewer);
  await tx.remember(request, id);
  return id;
}

/** A preview that nobody has committed for a month is not worth its room. */
async function forgetOldPreviews(tx: Tx, viewer: Viewer): Promise<void> {
  await tx.run(
    "delete from imports where user_id = $1 and state = 'PREVIEWED' and created_at < now() - interval '30 days'",
    [viewer.userId],
  );
}
