import { useEffect, useState } from "react";
import { type DraftKey, forgetDraft, type KeptDraft, keptDraft } from "../../lib/drafts.js";
import { DraftNotice } from "./DraftNotice.js";
import type { StoredExpense } from "./expense-draft.js";
import type { FormState } from "./form-state.js";

/** A change that somebody began, and what they began it from: by then it may be another. */
export interface BegunChange {
  readonly base: StoredExpense & { readonly version: number };
  readonly state: FormState;
}

/** Offers the change of an expense that somebody began and neither saved nor left. */
export function ChangeDraftOffer({ kept, onContinue }: { kept: DraftKey; onContinue: (begun: BegunChange) => void }) {
  const [offered, setOffered] = useState<KeptDraft<BegunChange> | null>(null);
  useEffect(() => {
    let isHere = true;
    void keptDraft<BegunChange>(kept).then((draft) => {
      if (isHere) setOffered(draft);
    });
    return () => {
      isHere = false;
    };
    // Read once: what is entered from now on is no earlier draft.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [kept.accountId, kept.id]);
  if (!offered) return null;
  return (
    <DraftNotice
      draft={offered.state.state.draft}
      keptAt={offered.keptAt}
      onContinue={() => {
        setOffered(null);
        onContinue(offered.state);
      }}
      onDiscard={() => {
        setOffered(null);
        void forgetDraft(kept);
      }}
    />
  );
}
