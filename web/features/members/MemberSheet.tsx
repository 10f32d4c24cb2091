import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { ChoiceRows } from "../../components/ChoiceRows.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { Sheet } from "../../components/Sheet.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { MemberRole } from "../../gql/graphql.js";
import { useMemberRemove, useMemberRoleSet } from "./writes.js";

const ROLES: readonly MemberRole[] = ["ADMIN", "MEMBER", "VIEWER"];

interface Props {
  member: { readonly id: string; readonly name: string; readonly role: MemberRole };
  isViewer: boolean;
  /** Whether a default split names them. */
  inDefault: boolean;
  onClose: () => void;
}

/** What is seldom done about somebody: what they may do, and taking them out. */
export function MemberSheet({ member, isViewer, inDefault, onClose }: Props) {
  const { t } = useTranslation();
  const { id, name } = member;
  const setRole = useMemberRoleSet();
  const [chosen, choose] = useState(member.role);
  const { submit, pending, problem } = useSubmit();
  const set = () =>
    void submit(
      () => setRole({ id, role: chosen }),
      () => {
        toast(t("member.roleSet", { name, role: t(`role.${chosen}`) }));
        onClose();
      },
    );
  return (
    <Sheet title={name} onClose={onClose}>
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <ChoiceRows
          label={t("member.roleOf", { name })}
          value={chosen}
          choices={ROLES.map((each) => ({
            value: each,
            label: t(`role.${each}`),
            detail: t(`member.roleMay.${each}`),
          }))}
          // The arrow keys go past what is not meant: only the button gives or takes a right.
          onChange={(each) => choose(each as MemberRole)}
          onPointed={() => undefined}
        />
        <div>
          <Button look="primary" pending={pending} disabled={chosen === member.role} onClick={set}>
            {t("member.setRole")}
          </Button>
        </div>
        {!isViewer && <Removal {...{ id, name, inDefault, onClose }} />}
      </Stack>
    </Sheet>
  );
}

function Removal(props: { id: string; name: string; inDefault: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name } = props;
  const [asking, setAsking] = useState(false);
  const remove = useMemberRemove();
  const { submit, pending, problem } = useSubmit();
  if (!asking)
    return (
      <div>
        <Button look="danger" aria-label={t("member.removeName", { name })} onClick={() => setAsking(true)}>
          {t("member.remove")}
        </Button>
      </div>
    );
  return (
    <Notice tone="warn" live>
      {problem && <p>{problem}</p>}
      <p>{t("member.removeText", { name })}</p>
      {props.inDefault && <p>{t("member.removeDefault", { name })}</p>}
      <Row flexWrap="wrap">
        <Button
          look="danger"
          disabled={pending}
          onClick={() =>
            void submit(
              () => remove({ id }),
              () => {
                props.onClose();
                toast(t("member.removed", { name }));
              },
            )
          }
        >
          {t("member.removeSure", { name })}
        </Button>
        <Button onClick={() => setAsking(false)}>{t("common.back")}</Button>
      </Row>
    </Notice>
  );
}
