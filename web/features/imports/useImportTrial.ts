import { useEffect, useRef, useState } from "react";
import type { ImportCommitInput, ImportTrialMutation } from "../../gql/graphql.js";
import { useImportCommitTrial } from "./writes.js";

type TrialAnswer = ImportTrialMutation["importCommit"];

/** What an import comes to with these people and wishes. */
export type ImportOutcome = Extract<TrialAnswer, { __typename: "ImportCommitPayload" }>["import"];

/** While somebody still chooses, nobody needs to be asked for each step. */
const PAUSE_MS = 250;

/**
 * What a commit would make, asked anew whenever the wishes change, one question at a time; null where it would be
 * refused, and as long as no answer is there, the one before.
 *
 * @param preview what it comes to without any wish.
 * @param wishes null where nothing was said yet, so that the preview itself is the answer.
 */
export function useImportTrial(
  preview: ImportOutcome,
  wishes: ImportCommitInput | null,
): { outcome: ImportOutcome | null; pending: boolean } {
  const run = useImportCommitTrial();
  const [answer, setAnswer] = useState<{ key: string; outcome: ImportOutcome | null } | null>(null);
  const key = wishes === null ? null : JSON.stringify(wishes);
  const latest = useRef({ key, run });
  const running = useRef(false);
  useEffect(() => {
    latest.current = { key, run };
  });
  useEffect(() => {
    if (key === null) return;
    const timer = setTimeout(() => void askLatest(), PAUSE_MS);
    return () => clearTimeout(timer);

    /** While an answer is on its way, further wishes wait; of them only the last is asked about. */
    async function askLatest(): Promise<void> {
      if (running.current) return;
      running.current = true;
      for (let asked: string | null = null; latest.current.key !== null && latest.current.key !== asked; ) {
        asked = latest.current.key;
        const input = { ...(JSON.parse(asked) as ImportCommitInput), dryRun: true };
        const outcome = await latest.current.run(input).then(
          (trial) => (trial.kind === "done" ? trial.value : null),
          () => null,
        );
        setAnswer({ key: asked, outcome });
      }
      running.current = false;
    }
  }, [key]);
  if (key === null) return { outcome: preview, pending: false };
  if (answer === null) return { outcome: preview, pending: true };
  return { outcome: answer.outcome, pending: answer.key !== key };
}
