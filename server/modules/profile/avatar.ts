import type { FilePurpose } from "../../platform/file-purpose.js";

/** A picture is made anew before anybody sees it; what it is decide its first bytes. */
export const AVATAR_FILE: FilePurpose = {
  name: "AVATAR",
  description: "A picture of a person, at most 10 MiB.",
  called: "A picture",
  contentTypes: new Set(["image/jpeg", "image/jpg", "image/png", "image/webp"]),
  kind: "a JPEG, PNG or WebP image",
  maxSize: () => 10 * 1024 * 1024,
  lifetimeMilliseconds: 60 * 60 * 1000,
};

/** Everything of a picture is under one key, which no other picture ever has. */
export function avatarFolder(uploadId: string): string {
  return `avatars/${uploadId}`;
}
