import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "../../components/toasts.js";
import { failureWords, refusalWords } from "../../lib/refusal-words.js";
import { type Claimant, type ClaimedAs, claimKey, withClaims } from "./claims-shown.js";
import type { Line } from "./receipt-parts.js";
import { useReceiptLineClaim } from "./writes.js";

/**
 * Who had what of a receipt, with what this tab has just said of it, before anybody has answered. What is said of one
 * person and line goes out one after the other, and of several only the last; what is refused is taken back, in words.
 */
export function useClaims(receiptId: string, stored: readonly Line[], members: readonly Claimant[]) {
  const { i18n } = useTranslation();
  const [said, setSaid] = useState<ReadonlyMap<string, ClaimedAs>>(new Map());
  const wanted = useRef(new Map<string, ClaimedAs>());
  const sending = useRef(new Set<string>());
  const send = useReceiptLineClaim();

  const sendAll = async (key: string) => {
    if (sending.current.has(key)) return;
    sending.current.add(key);
    for (let claim = wanted.current.get(key); claim; claim = wanted.current.get(key)) {
      const { lineId, memberId, weight } = claim;
      const problem = await send({ receiptId, lineId, memberId, weight }).then(
        (outcome) => (outcome.kind === "done" ? null : refusalWords(i18n, outcome)),
        (error) => failureWords(i18n, error),
      );
      if (problem !== null) toast(problem);
      // Somebody may have tapped again meanwhile.
      if (problem !== null || wanted.current.get(key) === claim) wanted.current.delete(key);
    }
    sending.current.delete(key);
    setSaid(new Map(wanted.current));
  };
  return {
    lines: withClaims(stored, said, members),
    /** Says that somebody had so much of a line; "0" that they had none of it. */
    claim: (lineId: string, memberId: string, weight: string) => {
      const key = claimKey(lineId, memberId);
      wanted.current.set(key, { lineId, memberId, weight });
      setSaid(new Map(wanted.current));
      void sendAll(key);
    },
  };
}
