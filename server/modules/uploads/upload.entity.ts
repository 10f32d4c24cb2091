import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Cost } from "../../platform/schema/cost.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import type { PostForm } from "../../platform/storage.js";

export enum UploadPurpose {
  IMPORT = "IMPORT",
}
registerEnumType(UploadPurpose, {
  name: "UploadPurpose",
  description: "What a file is for.",
  valuesConfig: { IMPORT: { description: "An export of another product, at most 10 MiB of text." } },
});

/** A file that somebody announced; its bytes are in the storage under `storageKey`. */
@Entity("uploads")
export class StoredUpload {
  @PrimaryColumn("text")
  id!: string;

  @Column("text")
  userId!: string;

  @Column("text")
  purpose!: UploadPurpose;

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

/** Where the storage keeps an upload. */
export function storageKey(uploadId: string): string {
  return `uploads/${uploadId}`;
}
