/** A place to put a file, and what has to be said along with it. */
export interface Upload {
  readonly id: string;
  readonly url: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** Puts the file where it may go; false where that place does not take it. */
export async function putFile(upload: Upload, file: File): Promise<boolean> {
  const form = new FormData();
  for (const { name, value } of upload.fields) form.append(name, value);
  form.append("file", file);
  const response = await fetch(upload.url, { method: "POST", body: form });
  return response.ok;
}
