import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useImportUndo } from "./writes.js";

/** Takes back a whole import, after asking once. */
export function UndoImport(props: { importId: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const undo = useImportUndo();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  if (!asking) {
    return (
      <div>
        <Button look="danger" size="sm" onClick={() => setAsking(true)}>
          {t("import.undo")}
        </Button>
      </div>
    );
  }
  return (
    <Stack gap="2">
      {problem && <Notice tone="danger">{problem}</Notice>}
      <p>{t("import.undoText")}</p>
      <Row flexWrap="wrap">
        <Button
          look="danger"
          size="sm"
          disabled={pending}
          onClick={() =>
            void submit(
              () => undo({ id: props.importId }),
              () => toast(t("import.undone")),
            )
          }
        >
          {t("import.undoSure")}
        </Button>
        <Button size="sm" onClick={() => setAsking(false)}>
          {t("common.back")}
        </Button>
      </Row>
    </Stack>
  );
}
