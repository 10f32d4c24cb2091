import { useMutation } from "@apollo/client/react";
import { useEffect, useRef, useState } from "react";
import type { ImportCommitInput, ImportTrialMutation } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";

const ImportTrial = graphql(`
  mutation ImportTrial($input: ImportCommitInput!) {
    importCommit(input: $input) {
      __typename
      ... on ImportCommitPayload {
        import {
          id
          expenseCount
          settlementCount
          knownCount
          totals {
            person
            computed {
              amount
              currency
            }
            stated {
              amount
              currency
            }
            after {
              amount
              currency
            }
          }
          problems {
            line
            message
          }
          unknownPayers {
            count
            cost {
              amount
              currency
            }
            booked {
              amount
              currency
            }
          }
          gone {
            date
            title
            amount {
              amount
              currency
            }
            entryIds
            kept
          }
          changed {
            line
            date
            title
            before {
              amount
              currency
            }
            after {
              amount
              currency
            }
            entryIds
            kept
          }
        }
      }
      ... on UserError {
        message
      }
    }
  }
`);

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
  // What was only tried must not look as if it had happened.
  const [run] = useMutation(ImportTrial, { fetchPolicy: "no-cache" });
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
        const outcome = await latest.current.run({ variables: { input } }).then(
          ({ data }) => (data?.importCommit.__typename === "ImportCommitPayload" ? data.importCommit.import : null),
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
