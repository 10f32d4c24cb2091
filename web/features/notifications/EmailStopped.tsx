import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useFormat } from "../../lib/format.js";
import { useEmailResume } from "./writes.js";

/** Says that the address refused mail, and has it tried again. */
export function EmailStopped({ since, email }: { since: string; email: string }) {
  const { t } = useTranslation();
  const { momentDay } = useFormat();
  const resume = useEmailResume();
  const { submit, pending, problem } = useSubmit<string>();
  return (
    <Notice tone="warn" title={t("notifications.stoppedTitle")}>
      <p>{t("notifications.stopped", { email, day: momentDay(since) })}</p>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div>
        <Button
          disabled={pending}
          onClick={() =>
            void submit(
              () => resume({}),
              () => toast(t("notifications.resumed")),
            )
          }
        >
          {t("notifications.resume")}
        </Button>
      </div>
    </Notice>
  );
}
