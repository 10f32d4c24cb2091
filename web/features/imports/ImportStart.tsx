import { chakra } from "@chakra-ui/react";
import { FileUp } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import type { Outcome } from "../../lib/outcome.js";
import type { ChosenGroup } from "../groups/all-groups.js";
import { sendFile } from "../uploads/send-file.js";
import { useUploadStart } from "../uploads/writes.js";
import { useImportStart } from "./writes.js";

const Drop = chakra("div", {
  base: {
    position: "relative",
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: "2",
    padding: "8",
    borderRadius: "card",
    border: "2px dashed",
    borderColor: "controlBorder",
    textAlign: "center",
    "&[data-over]": { bg: "accent.soft", borderColor: "accent" },
    "&:has(:focus-visible)": { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
    "& input": { position: "absolute", inset: "0", opacity: 0, cursor: "pointer" },
  },
});

/** Spreadsheets and some systems know no type for a CSV file. */
const CSV = "text/csv";

function nameWithoutExport(fileName: string): string {
  return fileName
    .replace(/(_\d{4}-\d{2}-\d{2})?(_export)?\.csv$/i, "")
    .replaceAll(/[-_]+/g, " ")
    .trim();
}

/** Chooses a file and where it goes; nothing is booked before its preview was seen. */
export function ImportStart(props: {
  /** Null: a new group. */
  into: ChosenGroup | null;
  onDone: (importId: string) => void;
}) {
  const { t } = useTranslation();
  const inputId = useId();
  const [file, setFile] = useState<File | null>(null);
  const [groupName, setGroupName] = useState("");
  const [over, setOver] = useState(false);
  const uploadStart = useUploadStart();
  const importStart = useImportStart();
  const { submit, pending, problem, problemAt } = useSubmit<{ id: string }>(["groupName"]);

  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    if (groupName === "") setGroupName(nameWithoutExport(chosen.name));
  };
  const read = async (chosen: File): Promise<Outcome<{ id: string }>> => {
    const started = await uploadStart({
      purpose: "IMPORT",
      fileName: chosen.name,
      contentType: CSV,
      size: chosen.size,
    });
    if (started.kind !== "done") return started;
    const put = await sendFile(started.value, new File([chosen], chosen.name, { type: CSV }));
    if (!put) return { kind: "refused", message: t("import.notUploaded") };
    const target = props.into ? { groupId: props.into.id } : { groupName: groupName.trim() || null };
    return importStart({ id: newId("imp"), uploadId: started.value.id, format: "SPLITWISE_CSV", ...target });
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file)
          void submit(
            () => read(file),
            ({ id }) => props.onDone(id),
          );
      }}
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Drop
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            choose(event.dataTransfer.files[0]);
          }}
        >
          <FileUp size={28} aria-hidden />
          <chakra.label htmlFor={inputId} fontWeight="medium">
            {t("import.choose")}
          </chakra.label>
          <Muted>{file ? file.name : t("import.drop")}</Muted>
          <input
            id={inputId}
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => choose(event.target.files?.[0])}
          />
        </Drop>
        {props.into ? (
          <p>
            {t("import.into")} <strong>{props.into.name}</strong>
          </p>
        ) : (
          <TextField
            label={t("import.groupName")}
            value={groupName}
            onChange={setGroupName}
            problem={problemAt("groupName")}
          />
        )}
        <div>
          <Button type="submit" look="primary" pending={pending} late={t("common.moment")} disabled={!file}>
            {t(pending ? "import.reading" : "import.preview")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
