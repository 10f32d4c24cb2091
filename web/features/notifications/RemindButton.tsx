import { BellRing } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { Sheet } from "../../components/Sheet.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useWords } from "../../lib/i18n.js";
import { useNudgeSend } from "./writes.js";

interface Props {
  groupId: string;
  memberId: string;
  currency: string;
  name: string;
}

/** Reminds somebody who owes the reader something: the words are shown before anything is sent. */
export default function RemindButton(props: Props) {
  useWords("notifications");
  const { t } = useTranslation();
  const [preview, setPreview] = useState<string | null>(null);
  const nudge = useNudgeSend();
  const { submit, pending, problem, clear } = useSubmit<string>();
  const { groupId, memberId, currency, name } = props;
  const send = (dryRun: boolean) => nudge({ groupId, toMemberId: memberId, currency, dryRun });
  const close = () => {
    clear();
    setPreview(null);
  };
  return (
    <Stack gap="2" alignItems="flex-start">
      <Button
        size="sm"
        disabled={pending}
        aria-haspopup="dialog"
        aria-label={t("reminder.actName", { name })}
        onClick={() => void submit(() => send(true), setPreview)}
      >
        <BellRing size={16} aria-hidden /> {t("reminder.act")}
      </Button>
      {/* Below it: what was pressed stays where it was. */}
      {problem && preview === null && <Notice tone="warn">{problem}</Notice>}
      {preview !== null && (
        <Sheet title={t("reminder.actName", { name })} onClose={close}>
          <Stack>
            {problem && <Notice tone="danger">{problem}</Notice>}
            <Muted>{t("reminder.text", { name })}</Muted>
            <Surface bg="subtle" as="blockquote" pad="sm">
              {preview}
            </Surface>
            <Row flexWrap="wrap">
              <Button
                look="primary"
                data-first
                pending={pending}
                late={t("common.moment")}
                onClick={() =>
                  void submit(
                    () => send(false),
                    () => {
                      close();
                      toast(t("reminder.done", { name }));
                    },
                  )
                }
              >
                {t("reminder.send")}
              </Button>
              <Button onClick={close}>{t("common.back")}</Button>
            </Row>
          </Stack>
        </Sheet>
      )}
    </Stack>
  );
}
