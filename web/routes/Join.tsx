import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Boundary } from "../components/Boundary.js";
import { Button, ButtonLink } from "../components/Button.js";
import { DoorPage } from "../components/DoorPage.js";
import { Muted, Stack } from "../components/Layout.js";
import { JoinForm } from "../features/join/JoinForm.js";
import { NEW, WhichOne } from "../features/join/WhichOne.js";
import { SignInForm } from "../features/session/SignInForm.js";
import { SignUpForm } from "../features/session/SignUpForm.js";
import { graphql } from "../gql/index.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";
import { useSessionStatus } from "../lib/session.js";

const JoinPage = graphql(`
  query JoinPage($code: String!) {
    viewer {
      id
      name
    }
    invite(code: $code) {
      groupName
      invitedBy
      role
      claimable {
        id
        name
      }
    }
  }
`);

export function Component() {
  const { code } = useParams() as { code: string };
  if (useSessionStatus() === "starting") return null;
  return (
    <Boundary place={code}>
      <Invitation code={code} />
    </Boundary>
  );
}

function Invitation({ code }: { code: string }) {
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const signedIn = useSessionStatus() === "signed-in";
  const [hasAccount, setHasAccount] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [entered, setEntered] = useState(false);
  const { data } = usePageQuery(JoinPage, { code });
  if (!data) return null;
  const { invite, viewer } = data;
  if (!invite) {
    return (
      <DoorPage title={t("join.goneTitle")} text={t("join.goneText")}>
        <ButtonLink to="/groups" look="primary" wide>
          {t("notFound.back")}
        </ButtonLink>
      </DoorPage>
    );
  }
  const { claimable } = invite;
  const memberId = chosen ?? (claimable.length === 1 ? claimable[0]!.id : NEW);
  const text = t("join.text", { name: invite.invitedBy, role: t(`role.${invite.role}`) });
  return (
    <DoorPage title={t("join.title", { group: invite.groupName })} text={text}>
      <Stack>
        {signedIn && viewer && <Muted>{t("join.as", { name: viewer.name })}</Muted>}
        {claimable.length > 0 && <WhichOne claimable={claimable} chosen={memberId} onChoose={setChosen} />}
        {signedIn ? (
          <JoinForm
            key={String(entered)}
            code={code}
            memberId={memberId || null}
            atOnce={entered}
            onDone={(groupId) => leaveForm(`/groups/${groupId}/expenses`)}
          />
        ) : (
          <>
            {/* Whoever signs up or in here does it to join, and goes straight into the group. */}
            {hasAccount ? (
              <SignInForm onDone={() => setEntered(true)} />
            ) : (
              <SignUpForm onDone={() => setEntered(true)} />
            )}
            <Button look="text" onClick={() => setHasAccount(!hasAccount)}>
              {t(hasAccount ? "join.noAccount" : "join.haveAccount")}
            </Button>
          </>
        )}
      </Stack>
    </DoorPage>
  );
}
