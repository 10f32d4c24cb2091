import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { failureWords, refusalWords } from "../../lib/refusal-words.js";
import { useUploadStart } from "../uploads/writes.js";
import { PAGES_MAX, type PageFile, refusedBefore } from "./receipt-files.js";
import { type Attempt, newAttempt, sendPages } from "./send-pages.js";
import { useReceiptCreate } from "./writes.js";

/** How far the sending of the pages is. */
interface Sending {
  readonly isSending: boolean;
  /** 0 to 1. */
  readonly progress: number;
  /** Why they did not arrive; they are kept, and can be sent again. */
  readonly problem: string | null;
  /** Whether it is the same to send them again: not where a file is at fault. */
  readonly canRetry: boolean;
  /** Why files were not taken, in words. */
  readonly refused: readonly string[];
}

const NOTHING: Sending = { isSending: false, progress: 0, problem: null, canRetry: true, refused: [] };

let lastKey = 0;

/** Tells the pages of this tab apart. */
function nextKey(): string {
  lastKey += 1;
  return `page ${lastKey}`;
}

/**
 * The pages of one receipt, sent as soon as they are there. Another page, or one less, is another receipt in the place of
 * the first; `onSent` hears of each, and of null once no page is left. Where nothing more is done with the pages here, it
 * `forgets` them then.
 */
export function useReceiptBatch(
  groupId: string,
  onSent: (receiptId: string | null) => void,
  { forgets = false }: { forgets?: boolean } = {},
) {
  const { t, i18n } = useTranslation();
  const [pages, setPages] = useState<readonly PageFile[]>([]);
  const [sending, setSending] = useState<Sending>(NOTHING);
  const attempt = useRef<Attempt | null>(null);
  const pictures = useRef<string[]>([]);
  const uploadStart = useUploadStart();
  const create = useReceiptCreate();
  // Who waits for the answer has gone on typing meanwhile.
  const hears = useRef(onSent);
  useEffect(() => {
    hears.current = onSent;
  });
  // Whoever leaves has nobody wait for the rest; what was shown is let go of.
  useEffect(
    () => () => {
      attempt.current?.abort.abort();
      for (const url of pictures.current) URL.revokeObjectURL(url);
    },
    [],
  );
  const pictureOf = (file: File) => {
    if (!file.type.startsWith("image/")) return null;
    const url = URL.createObjectURL(file);
    pictures.current.push(url);
    return url;
  };
  const run = async (current: Attempt) => {
    const isWanted = () => attempt.current === current;
    const stop = (problem: string, canRetry = true) => isWanted() && setSending({ ...NOTHING, problem, canRetry });
    const writes = { uploadStart, create: (made: { id: string; uploadIds: string[] }) => create({ ...made, groupId }) };
    setSending({ ...NOTHING, isSending: true });
    try {
      const outcome = await sendPages(current, writes, (progress) => {
        if (isWanted()) setSending({ ...NOTHING, isSending: true, progress });
      });
      if (outcome === "not taken") return stop(t("receipt.notUploaded"));
      // The server says more exactly what is wrong with a file, but in English.
      const isSaid = outcome.kind !== "invalid" || i18n.language.startsWith("en");
      const words = outcome.kind === "done" ? null : isSaid ? refusalWords(i18n, outcome) : t("receipt.refusedFile");
      if (words !== null) return stop(words, outcome.kind !== "invalid");
      if (!isWanted()) return;
      setSending(NOTHING);
      if (forgets) setPages([]);
      hears.current(current.id);
    } catch (error) {
      stop(error instanceof TypeError ? t("receipt.notSent") : failureWords(i18n, error));
    }
  };
  const begin = (next: readonly PageFile[]) => {
    attempt.current?.abort.abort();
    attempt.current = next.length > 0 ? newAttempt(next) : null;
    setPages(next);
    if (attempt.current) return void run(attempt.current);
    setSending(NOTHING);
    hears.current(null);
  };
  return {
    pages,
    sending,
    /** Takes files as further pages; says of each that nobody takes why. */
    add: (files: readonly File[]) => {
      const whys = files.map((file) => ({ file, why: refusedBefore(file) }));
      const refused = whys.flatMap(({ file, why }) => (why ? [t(`receipt.refused.${why}`, { name: file.name })] : []));
      const taken = whys.flatMap(({ file, why }) => (why ? [] : [{ key: nextKey(), file, url: pictureOf(file) }]));
      const next = [...pages, ...taken].slice(0, PAGES_MAX);
      if (pages.length + taken.length > PAGES_MAX) refused.push(t("receipt.tooManyPages", { count: PAGES_MAX }));
      if (next.length > pages.length) begin(next);
      if (refused.length > 0) setSending((now) => ({ ...now, refused }));
    },
    /** Takes one page out. */
    remove: (key: string) => begin(pages.filter((page) => page.key !== key)),
    again: () => attempt.current && void run(attempt.current),
    /** Forgets all of it. */
    clear: () => begin([]),
  };
}
