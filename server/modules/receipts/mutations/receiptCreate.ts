import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { isId, newId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import type { AppContext, Services } from "../../../platform/context.js";
import { made } from "../../../platform/made.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  notFound,
  resultOf,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroup } from "../../groups/group.access.js";
import { groupWrite } from "../../groups/group-write.js";
import { PAGES_MAX } from "../../uploads/looked-into.service.js";
import type { StoredUpload } from "../../uploads/upload.entity.js";
import { dropUploads, useUpload } from "../../uploads/upload.service.js";
import { userOf } from "../../users/user.loader.js";
import { type KeptFiles, keepFiles } from "../files.service.js";
import { RECEIPT_LIMITS } from "../limits.js";
import { READING } from "../reading-queue.js";
import { knownReceipt } from "../receipt.access.js";
import { Receipt, ReceiptPage, ReceiptState } from "../receipt.entity.js";
import { receiptCreated } from "../receipt.events.js";
import { receiptWritten } from "../receipt.service.js";
import { RECEIPT_FILE } from "../receipt-file.js";

@InputType({ description: "A new receipt, of files that have arrived." })
export class ReceiptCreateInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice makes one receipt." })
  id?: string | null;

  @Field(() => ID, { description: "In which group." })
  groupId!: string;

  @Field(() => [ID], {
    description:
      "Files that were sent with the purpose RECEIPT, in the order of the pages: at most 10 pages together. What a file is is judged by its bytes.",
  })
  uploadIds!: string[];
}

@ObjectType({ description: "The receipt is kept, and waits to be read." })
export class ReceiptCreatePayload {
  @Field(() => Receipt, { description: "The new receipt." })
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    this.receipt = receipt;
  }
}

const ReceiptCreateResult = resultOf(
  "ReceiptCreateResult",
  ReceiptCreatePayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class ReceiptCreateResolver {
  @Mutation(() => ReceiptCreateResult, {
    description:
      "Makes a receipt of files that have arrived: images are made anew of their pixels, without what a camera writes beside them; then it waits to be read.",
  })
  async receiptCreate(
    @Arg("input", { description: "The files, and where they go." }) input: ReceiptCreateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof ReceiptCreateResult> {
    const { viewer, services } = ctx;
    const earlier = await ctx.write((tx) => earlierCreate(tx, viewer, input));
    if (earlier) return new ReceiptCreatePayload(await knownReceipt(ctx, earlier));
    await services.rateLimits.take(RECEIPT_LIMITS.RECEIPTS, viewer.userId);
    const receiptId = input.id ?? newId("rcp");
    const files = await filesOf(services, viewer, receiptId, input).catch(async (error: unknown) => {
      // The same request may have been carried out meanwhile, and its files have gone with that.
      const meanwhile = await ctx.write((tx) => earlierCreate(tx, viewer, input));
      if (meanwhile === null) throw error;
      return meanwhile;
    });
    if (typeof files === "string") return new ReceiptCreatePayload(await knownReceipt(ctx, files));
    const id = await ctx.write((tx) => createReceipt(tx, viewer, { ...input, receiptId, files }));
    return new ReceiptCreatePayload(await knownReceipt(ctx, id));
  }
}

/** Who may not, and what was done before, is known before anything is looked into. */
async function earlierCreate(tx: Tx, viewer: Viewer, input: ReceiptCreateInput): Promise<string | null> {
  const invalid = new InvalidFields();
  newIdFrom("rcp", input.id, invalid);
  const { uploadIds } = input;
  if (uploadIds.length === 0) invalid.add(["uploadIds"], "REQUIRED", "Say which files.");
  if (uploadIds.length > PAGES_MAX) invalid.add(["uploadIds"], "TOO_LONG", `At most ${PAGES_MAX} files.`);
  for (const [index, id] of uploadIds.entries()) {
    if (uploadIds.indexOf(id) < index)
      invalid.add(["uploadIds", String(index)], "DUPLICATE", "This file is named twice.");
  }
  const request = requestToCreate(viewer, "receiptCreate", "receipts", input);
  const { earlier } = await lockGroup(tx, viewer, input.groupId, "record", request);
  if (earlier === null) invalid.refuse();
  return earlier;
}

/** The viewer's own files, looked into and kept; from here on their bytes stay as they are. */
async function filesOf(
  services: Services,
  { userId }: Viewer,
  receiptId: string,
  { uploadIds }: ReceiptCreateInput,
): Promise<KeptFiles> {
  const uploads: StoredUpload[] = [];
  for (const id of uploadIds) {
    const upload = isId("upl", id) ? await useUpload(services, { id, userId, purpose: RECEIPT_FILE.name }) : null;
    if (!upload) throw notFound();
    uploads.push(upload);
  }
  const invalid = new InvalidFields();
  const files = await keepFiles(services, receiptId, uploads, invalid);
  invalid.refuse();
  return files!;
}

/** What is written is what was asked for, and what came of looking into the files. */
interface Prepared extends ReceiptCreateInput {
  readonly receiptId: string;
  readonly files: KeptFiles;
}

/** The request is remembered as it came, without what was made of it. */
async function createReceipt(tx: Tx, viewer: Viewer, { receiptId, files, ...input }: Prepared): Promise<string> {
  return groupWrite<ReceiptCreateInput>({
    mutation: "receiptCreate",
    act: "record",
    group: ({ groupId }) => groupId,
    creates: "receipts",
    async work({ tx: open, locked }) {
      const now = new Date();
      const { locale } = await userOf(open, viewer);
      const receipt = made(Receipt, {
        id: receiptId,
        groupId: locked.group.id,
        expenseId: null,
        state: ReceiptState.QUEUED,
        problem: null,
        currency: locked.group.currency,
        storedReading: null,
        asRead: null,
        round: 1,
        tries: 0,
        progress: 0,
        queuedAt: now,
        locale,
        contentHash: files.contentHash,
        documentKey: files.document?.key ?? null,
        documentName: files.document?.name ?? null,
        uploadedById: locked.viewerMember.id,
        version: 1,
        createdAt: now,
        deletedAt: null,
      });
      await open.insert(Receipt, receipt);
      await open.insert(
        ReceiptPage,
        files.pages.map((page, position) =>
          made(ReceiptPage, { ...page, groupId: receipt.groupId, receiptId, position }),
        ),
      );
      if (!(await dropUploads(open, viewer.userId, input.uploadIds))) throw notFound();
      await open.enqueue(READING, { receiptId, round: receipt.round });
      return receiptWritten(receiptCreated, null, receipt);
    },
  })(tx, viewer, input);
}
