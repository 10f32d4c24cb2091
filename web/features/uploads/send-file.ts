/** A place to put a file, and what has to be said along with it. */
export interface Upload {
  readonly id: string;
  readonly url: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/**
 * Puts the file where it may go; false where that place does not take it. Throws a TypeError, as `fetch` does, where the
 * line is dead, and an AbortError once `signal` says that nobody wants it any more.
 *
 * @param onProgress hears how much of it is sent, from 0 to 1.
 */
export function sendFile(
  upload: Upload,
  file: File,
  onProgress: (part: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<boolean> {
  const form = new FormData();
  for (const { name, value } of upload.fields) form.append(name, value);
  form.append("file", file);
  return new Promise((resolve, reject) => {
    // What was called off before it began is heard of no more.
    if (signal?.aborted) return reject(signal.reason);
    // What is sent by `fetch` does not say how far it is.
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(request.status >= 200 && request.status < 300);
    request.onerror = () => reject(new TypeError("The file could not be sent."));
    request.onabort = () => reject(new DOMException("Nobody wants the file any more.", "AbortError"));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.open("POST", upload.url);
    request.send(form);
  });
}
