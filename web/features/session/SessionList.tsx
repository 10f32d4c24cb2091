import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { deviceOf } from "../../../server/kernel/device-name.js";
import { Button } from "../../components/Button.js";
import { Chip, Muted, Row, Rows, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { useSessionEnd, useSessionsEndOthers } from "./writes.js";

export const SessionList_user = graphql(`
  fragment SessionList_user on User {
    id
    sessions {
      id
      createdAt
      lastSeenAt
      userAgent
      address
      current
    }
  }
`);

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: "3", rowGap: "2", paddingBlock: "3" },
});

/** Where the reader is signed in, and the end of it: this browser signs out by its own button. */
export function SessionList(props: { user: FragmentType<typeof SessionList_user> }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data: user } = useSuspenseFragment({ fragment: SessionList_user, from: props.user });
  const list = useRef<HTMLUListElement>(null);
  const end = useSessionEnd();
  const endOthers = useSessionsEndOthers();
  const { submit, pending, problem } = useSubmit();
  const nameOf = (userAgent: string | null | undefined) => {
    if (!userAgent) return t("sessions.unknown");
    const { program, system } = deviceOf(userAgent);
    return system ? t("sessions.device", { program, system }) : program;
  };
  // The button goes with its row, and the focus would go with it.
  const whenEnded = (words: string) => {
    list.current?.focus();
    toast(words);
  };
  const others = user.sessions.filter(({ current }) => !current);
  return (
    <Stack>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Rows ref={list} tabIndex={-1} outline="none" aria-labelledby="sessions">
        {user.sessions.map((session) => {
          const name = nameOf(session.userAgent);
          return (
            <Line key={session.id}>
              <Stack gap="0.5" flex="1 1 12rem">
                <Row gap="2" flexWrap="wrap">
                  <chakra.span fontWeight="medium" overflowWrap="anywhere">
                    {name}
                  </chakra.span>
                  {session.current && <Chip tone="accent">{t("sessions.current")}</Chip>}
                </Row>
                <Muted fontSize="sm" overflowWrap="anywhere">
                  {[
                    t("sessions.seen", { at: moment(session.lastSeenAt) }),
                    session.address && t("sessions.from", { address: session.address }),
                    t("sessions.since", { at: moment(session.createdAt) }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </Muted>
              </Stack>
              {!session.current && (
                <Button
                  size="sm"
                  disabled={pending}
                  aria-label={t("sessions.endName", { name, at: moment(session.createdAt) })}
                  onClick={() =>
                    void submit(
                      () => end({ id: session.id }),
                      () => whenEnded(t("sessions.ended", { name })),
                    )
                  }
                >
                  {t("sessions.end")}
                </Button>
              )}
            </Line>
          );
        })}
      </Rows>
      {others.length > 0 && (
        <div>
          <Button
            look="danger"
            disabled={pending}
            onClick={() =>
              void submit(
                () => endOthers({}),
                () => whenEnded(t("sessions.othersEnded")),
              )
            }
          >
            {t("sessions.endOthers")}
          </Button>
        </div>
      )}
    </Stack>
  );
}
