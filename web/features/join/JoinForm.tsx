import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { TextLink } from "../../components/TextLink.js";
import { useSubmit } from "../../components/use-submit.js";
import { useInviteAccept } from "./writes.js";

/** Joins: by a press, or at once for somebody who has just signed up for it. */
export function JoinForm(props: {
  code: string;
  memberId: string | null;
  atOnce: boolean;
  onDone: (groupId: string) => void;
}) {
  const { t } = useTranslation();
  const accept = useInviteAccept();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const join = () =>
    submit(
      () => accept({ code: props.code, memberId: props.memberId }),
      (group) => props.onDone(group.id),
    );
  const first = useRef(props.atOnce ? join : null);
  useEffect(() => {
    void first.current?.();
    first.current = null;
  }, []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <Stack>
        {problem && (
          <Notice tone="danger">
            <p>{problem}</p>
            <p>
              <TextLink to="/groups">{t("notFound.back")}</TextLink>
            </p>
          </Notice>
        )}
        <Button type="submit" look="primary" pending={pending} late={t("common.moment")}>
          {t("join.act")}
        </Button>
      </Stack>
    </form>
  );
}
