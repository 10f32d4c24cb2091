import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import type { FilePurpose } from "../../platform/file-purpose.js";
import { Cost } from "../../platform/schema/cost.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import type { PostForm } from "../../platform/storage.js";

/** What files may be for, as the schema has it; `namePurposes` fills it. */
export const UploadPurpose: Record<string, string> = {};
const descriptions: Record<string, { description: string }> = {};
registerEnumType(UploadPurpose, {
  name: "UploadPurpose",
  description: "What a file is for.",
  valuesConfig: descriptions,
});

/** Makes values of the enum out of what modules declare; once, before the schema is built. */
export function namePurposes(purposes: readonly FilePurpose[]): void {
  for (const { name, description } of purposes) {
    UploadPurpose[name] = name;
    descriptions[name] = { description };
  }
}

/** A file that somebody announced; what is sent is in the storage under `storageKey`. */
@Entity("uploads")
export class StoredUpload {
  @PrimaryColumn("text")
  id!: string;

  @Column("text")
  userId!: string;

  @Column("text")
  purpose!: string;

  @Column("text")
  fileName!: string;

  @Column("text")
  contentType!: string;

  @Column("integer")
  size!: number;

  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Column({ type: "timestamptz", precision: 3 })
  expiresAt!: Date;

  /** When somebody first made use of the file; its bytes do not change from then on. */
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  usedAt!: Date | null;

  /** The key of those bytes in the storage; null until then. */
  @Column("text", { nullable: true })
  keptAs!: string | null;

  /** The id of what the file belongs to; the file stays until that lets go of it. */
  @Column("text", { nullable: true })
  claimedBy!: string | null;
}

@ObjectType({ description: "One field of the form." })
export class UploadField {
  @Field({ description: "Its name." })
  name!: string;

  @Field({ description: "Its value, to be sent as it is." })
  value!: string;
}

@ObjectType({ description: "Where and how to send one file: all `fields` in their order, then the bytes as `file`." })
export class Upload {
  @Field(() => ID, { description: "To be given to whatever makes use of the file." })
  id: string;

  @Field({ description: "Takes multipart/form-data by POST, and answers 204." })
  url: string;

  @Cost(10)
  @Field(() => [UploadField], { description: "Type, size and lifetime are bound into their signature." })
  fields: UploadField[];

  @Field(() => DateTimeScalar, { description: "The file must have arrived by then." })
  expiresAt: Date;

  constructor(stored: StoredUpload, form: PostForm) {
    this.id = stored.id;
    this.url = form.url;
    this.fields = form.fields.map(({ name, value }) => ({ name, value }));
    this.expiresAt = stored.expiresAt;
  }
}

/** Where the storage keeps what is sent. */
export function storageKey(uploadId: string): string {
  return `uploads/${uploadId}`;
}
