import { TryAgainLater } from "../../platform/jobs/job.js";
import { type RatesDocument, readRates } from "./ecb.js";
import { unpackedText } from "./unpack.js";

/** Whoever takes longer is asked again later. */
const MILLISECONDS_MAX = 60_000;
/** All rates since 1999 are seven megabytes of XML. */
const BYTES_MAX = 24 * 1024 * 1024;

/**
 * Fetches a document of reference rates, packed or not. Whatever goes wrong on the way, and whatever comes that is no
 * such document, is `TryAgainLater` with a sentence that says what.
 */
export async function fetchRates(url: string, today: string, ending: AbortSignal): Promise<RatesDocument> {
  const name = nameOf(url);
  let text: string;
  try {
    text = await fetchText(url, AbortSignal.any([ending, AbortSignal.timeout(MILLISECONDS_MAX)]));
  } catch (error) {
    throw new TryAgainLater(`${name} could not be fetched: ${reasonOf(error)}`);
  }
  const document = readRates(text, today);
  if (!document) throw new TryAgainLater(`What ${name} answered are no reference rates.`);
  if (document.rates.length === 0) throw new TryAgainLater(`What ${name} answered has no rate that makes sense.`);
  return document;
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal, headers: { accept: "text/xml, text/csv, application/zip, */*;q=0.1" } });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop cancels the body, and so the connection.
    if (size > BYTES_MAX) throw new RangeError("The file is too large.");
    chunks.push(chunk);
  }
  return unpackedText(Buffer.concat(chunks), BYTES_MAX);
}

/** An address without what may be secret in it. */
function nameOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** Node says "fetch failed", and why in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
