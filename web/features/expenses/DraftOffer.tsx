import { useApolloClient } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "../../components/toasts.js";
import { graphql } from "../../gql/index.js";
import { forgetDraft, type KeptDraft, keptDrafts } from "../../lib/drafts.js";
import { useLeaveForm } from "../../lib/leave-form.js";
import { DraftNotice } from "./DraftNotice.js";
import type { FormState } from "./form-state.js";
import { isPending } from "./pending-expenses.js";

interface Entry {
  readonly id: string;
  readonly start: FormState;
}

const DraftStored = graphql(`
  query DraftStored($id: ID!) {
    expense(id: $id) {
      id
    }
  }
`);

/**
 * Offers what somebody began here and did not finish: by a reload, the way back, a closed tab. What is being entered
 * meanwhile has an id, and so a draft, of its own. `reopenedId` names one to go on with without being asked; where it
 * was saved, and only the answer was lost, that is to edit it.
 */
export function DraftOffer(props: {
  accountId: string;
  groupId: string;
  openId: string;
  reopenedId: string | null;
  onContinue: (entry: Entry) => void;
}) {
  const { accountId, groupId, reopenedId, onContinue } = props;
  const { t } = useTranslation();
  const client = useApolloClient();
  const leaveForm = useLeaveForm();
  const [draft, setDraft] = useState<KeptDraft<FormState> | null>(null);
  useEffect(() => {
    let isHere = true;
    /** An answer may have been lost, or another tab was faster: then there is nothing left to go on with. */
    const isStored = async (id: string) =>
      client.query({ query: DraftStored, variables: { id }, fetchPolicy: "no-cache" }).then(
        ({ data }) => Boolean(data?.expense),
        () => false,
      );
    const offer = async () => {
      // What is on its way is finished, as far as anybody knows.
      const drafts = (await keptDrafts<FormState>(accountId, groupId)).filter(({ id }) => !isPending(id));
      const wanted = drafts.find(({ id }) => id === reopenedId);
      if (wanted && (await isStored(wanted.id))) {
        await forgetDraft({ accountId, groupId, id: wanted.id });
        // Under its id there is one already: to correct it is to edit that one.
        if (isHere) toast(t("draft.stored", { title: wanted.state.draft.title.trim() }));
        return isHere && leaveForm(`/expenses/${wanted.id}/edit`);
      }
      if (wanted) return isHere && onContinue({ id: wanted.id, start: wanted.state });
      const [newest] = drafts;
      if (!newest || !isHere) return;
      if (await isStored(newest.id)) return forgetDraft({ accountId, groupId, id: newest.id });
      if (isHere) setDraft(newest);
    };
    void offer();
    return () => {
      isHere = false;
    };
    // Read once: what is entered from now on is no earlier draft.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [accountId, groupId, reopenedId]);
  if (!draft || draft.id === props.openId) return null;
  return (
    <DraftNotice
      draft={draft.state.draft}
      keptAt={draft.keptAt}
      onContinue={() => {
        setDraft(null);
        onContinue({ id: draft.id, start: draft.state });
      }}
      onDiscard={() => {
        setDraft(null);
        void forgetDraft({ accountId, groupId, id: draft.id });
      }}
    />
  );
}
