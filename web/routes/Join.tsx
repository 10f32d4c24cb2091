import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { Boundary } from "../components/Boundary.js";
import { Button, ButtonLink } from "../components/Button.js";
import { DoorPage } from "../components/DoorPage.js";
import { Muted, Stack } from "../components/Layout.js";
import { JoinPanel } from "../features/join/JoinPanel.js";
import { SignInForm } from "../features/session/SignInForm.js";
import { SignUpForm } from "../features/session/SignUpForm.js";
import { graphql } from "../gql/index.js";
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
  const status = useSessionStatus();
  if (status === "starting") return null;
  return (
    <Boundary place={`${code} ${status}`}>
      <Invitation key={status} code={code} />
    </Boundary>
  );
}

function Invitation({ code }: { code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signedIn = useSessionStatus() === "signed-in";
  const [hasAccount, setHasAccount] = useState(false);
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
  const text = t("join.text", { name: invite.invitedBy, role: t(`role.${invite.role}`) });
  return (
    <DoorPage title={t("join.title", { group: invite.groupName })} text={text}>
      {signedIn && viewer ? (
        <Stack>
          <Muted>{t("join.as", { name: viewer.name })}</Muted>
          <JoinPanel
            code={code}
            claimable={invite.claimable}
            onDone={(groupId) => navigate(`/groups/${groupId}/expenses`, { replace: true })}
          />
        </Stack>
      ) : (
        <Stack>
          {/* The invite stays in the address, so whoever signs in here is asked to join at once. */}
          {hasAccount ? <SignInForm onDone={() => undefined} /> : <SignUpForm onDone={() => undefined} />}
          <Button look="text" onClick={() => setHasAccount(!hasAccount)}>
            {t(hasAccount ? "join.noAccount" : "join.haveAccount")}
          </Button>
        </Stack>
      )}
    </DoorPage>
  );
}
