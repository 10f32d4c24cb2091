import type { i18n } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { toast, toastWithAnswer } from "../../components/toasts.js";
import type { Outcome } from "../../lib/outcome.js";
import { failureWords, refusalWords } from "../../lib/refusal-words.js";
import { useUploadStart } from "../uploads/writes.js";
import { PAGES_MAX, type PageFile, refusedBefore } from "./receipt-files.js";
import { type Attempt, newAttempt, sendPages } from "./send-pages.js";
import { useReceiptCreate, useReceiptDelete } from "./writes.js";

/** How far the sending of the pages is. */
interface Sending {
  readonly isSending: boolean;
  /** 0 to 1. */
  readonly progress: number;
  /** Why they did not arrive; they are kept, and can be sent again. */
  readonly problem: string | null;
  /** Whether it is the same to send them again: not where a file is at fault. */
  readonly canRetry: boolean;
  /** The keys of the pages that are at fault. */
  readonly wrong: readonly string[];
  /** Why files were not taken, in words. */
  readonly refused: readonly string[];
}

const NOTHING: Sending = { isSending: false, progress: 0, problem: null, canRetry: true, wrong: [], refused: [] };

type Refused = Extract<Outcome<unknown>, { kind: "invalid" }>;

let lastKey = 0;

/** Tells the pages of this tab apart. */
function nextKey(): string {
  lastKey += 1;
  return `page ${lastKey}`;
}

/** Which of the pages the server does not take and why: it says so of each by its place, and exactly, but in English. */
function refusedPages(i18next: i18n, outcome: Refused, pages: readonly PageFile[]) {
  const { t } = i18next;
  const faults = outcome.fields.map((field) => ({ field, page: pages[Number(field.path[1] ?? "none")] }));
  const sentences = faults.map(({ field, page }) => {
    const words = i18next.language.startsWith("en") ? field.message : t("receipt.refusedFile");
    if (!page || pages.length === 1) return words;
    return t("receipt.pageRefused", { number: pages.indexOf(page) + 1, words });
  });
  const words = [...new Set(sentences)].join(" ") || refusalWords(i18next, outcome);
  return { words, wrong: faults.flatMap(({ page }) => (page ? [page.key] : [])) };
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
  const remove = useReceiptDelete();
  // Who waits for the answer has gone on typing meanwhile.
  const hears = useRef(onSent);
  useEffect(() => {
    hears.current = onSent;
  });
  const isGone = useRef(false);
  // Of a form that is left nobody waits for the rest. What needs no form goes on: the photo may be all there is of the paper.
  useEffect(() => {
    isGone.current = false;
    const urls = pictures.current;
    return () => {
      isGone.current = true;
      if (!forgets) attempt.current?.abort.abort();
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, [forgets]);
  const pictureOf = (file: File) => {
    if (!file.type.startsWith("image/")) return null;
    const url = URL.createObjectURL(file);
    pictures.current.push(url);
    return url;
  };
  const tellElsewhere = (problem: string, { canRetry = true }: Partial<Sending>) => {
    if (!canRetry) return toast(problem);
    toastWithAnswer(problem, t("receipt.sendAgain"), () => attempt.current && void run(attempt.current));
  };
  const run = async (current: Attempt) => {
    const isWanted = () => attempt.current === current && !current.abort.signal.aborted;
    const stop = (problem: string, part: Partial<Sending> = {}) => {
      if (!isWanted()) return;
      // Who has gone on to another page hears of it there.
      if (isGone.current && forgets) return tellElsewhere(problem, part);
      setSending({ ...NOTHING, problem, ...part });
    };
    const writes = { uploadStart, create: (made: { id: string; uploadIds: string[] }) => create({ ...made, groupId }) };
    setSending({ ...NOTHING, isSending: true });
    try {
      const outcome = await sendPages(current, writes, (progress) => {
        if (isWanted()) setSending({ ...NOTHING, isSending: true, progress });
      });
      if (outcome === "not taken") return stop(t("receipt.notUploaded"));
      if (outcome.kind === "invalid") {
        const { words, wrong } = refusedPages(i18n, outcome, current.pages);
        return stop(words, { canRetry: false, wrong });
      }
      if (outcome.kind !== "done") return stop(refusalWords(i18n, outcome));
      // Its pages have become another receipt meanwhile; that of a form that was left may be all there is of the paper.
      if (attempt.current !== current) return void remove({ id: current.id }).catch(() => undefined);
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
