import type { Answer, Person, TestApi } from "./api.js";

/** How a program sends a file: the form's fields in their order, then the bytes. */
export async function postFile(
  api: TestApi,
  upload: { url: string; fields: { name: string; value: string }[] },
  bytes: Uint8Array | string,
  type = "text/csv",
): Promise<Response> {
  const form = new FormData();
  for (const { name, value } of upload.fields) form.append(name, value);
  form.append("file", new Blob([bytes as string], { type }), "file.csv");
  // The test's server has another port than its PUBLIC_URL says.
  return fetch(new URL(new URL(upload.url).pathname, api.url), { method: "POST", body: form });
}

/** Uploads a text as somebody; answers the upload's id. */
export function uploadText(api: TestApi, person: Person, text: string, fileName = "flat.csv"): Promise<string> {
  return uploadFile(api, person, Buffer.from(text), fileName);
}

/** Uploads the bytes of a file as somebody; answers the upload's id. */
export function uploadFile(api: TestApi, person: Person, bytes: Uint8Array, fileName = "flat.csv"): Promise<string> {
  return uploadFor(api, person, "IMPORT", bytes, "text/csv", fileName);
}

/** Sends a file as somebody for what it is to be; answers the upload's id. */
export async function uploadFor(
  api: TestApi,
  person: Person,
  purpose: string,
  bytes: Uint8Array,
  contentType: string,
  fileName = "file",
): Promise<string> {
  const file = { purpose, fileName, contentType, size: Math.max(1, bytes.length) };
  const { upload } = await person.mutate("uploadStart", file);
  const response = await postFile(api, upload, bytes, contentType);
  if (response.status !== 204) throw new Error(`The upload was answered ${response.status}.`);
  return upload.id;
}

/** A Splitwise file of these people and rows, as Splitwise would write it. */
export function splitwiseText(people: string, ...lines: string[]): string {
  return [`Date,Description,Category,Cost,Currency,${people}`, "", ...lines, ""].join("\n");
}

/** Uploads a file and previews it; answers the import. */
export async function startImport(api: TestApi, person: Person, text: string, into: object = {}): Promise<Answer> {
  const uploadId = await uploadText(api, person, text);
  const payload = await person.mutate("importStart", { uploadId, format: "SPLITWISE_CSV", ...into });
  return payload.import;
}

/** Uploads a file, previews and commits it; answers the import and its group. */
export async function importText(api: TestApi, person: Person, text: string, into: object = {}): Promise<Answer> {
  const { id } = await startImport(api, person, text, into);
  return person.mutate("importCommit", { id });
}
