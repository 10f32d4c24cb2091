import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { Button } from "../../components/Button.js";
import { Heading, Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import type { ImportDayOrder, ImportPreview_ImportFragment } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";
import { useLeaveForm } from "../../lib/leave-form.js";
import { useImportStart } from "./writes.js";

type ImportWithQuestions = Pick<
  ImportPreview_ImportFragment,
  "questions" | "uploadId" | "groupName" | "format" | "into"
>;

/** What the file leaves open, with its answers; one press reads the file anew with it. */
export function ImportQuestions({ asking }: { asking: ImportWithQuestions }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const leaveForm = useLeaveForm();
  const importStart = useImportStart();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const { uploadId, format, into, groupName } = asking;
  const answer = (dayOrder: ImportDayOrder) => {
    if (!uploadId) return;
    const target = into ? { groupId: into.id } : { groupName };
    void submit(
      () => importStart({ id: newId("imp"), uploadId, format, dayOrder, ...target }),
      ({ id }) => leaveForm(`/import/${id}`),
    );
  };
  return asking.questions.map((question) => (
    <Surface key={question.kind} aria-labelledby="question">
      <Stack gap="3">
        <Heading id="question">{t("import.whichDay", { text: question.text })}</Heading>
        <Muted>{t("import.whichDayText", { line: question.line })}</Muted>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Row flexWrap="wrap">
          {question.choices.map(({ dayOrder, date }) => (
            <Button key={dayOrder} disabled={pending} onClick={() => answer(dayOrder)}>
              {t(`import.dayOrder.${dayOrder}`, { day: day(date) })}
            </Button>
          ))}
        </Row>
      </Stack>
    </Surface>
  ));
}
