import { chakra } from "@chakra-ui/react";
import { Camera, FileText, FileUp, Plus, RotateCcw, X } from "lucide-react";
import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { ProgressLine } from "./ProgressLine.js";
import { ACCEPTED, type PageFile } from "./receipt-files.js";
import type { useReceiptBatch } from "./useReceiptBatch.js";

type Batch = ReturnType<typeof useReceiptBatch>;

/** Only where there is a camera at hand is a photo the first thing one thinks of. */
const CameraButton = chakra(Button, {
  base: { display: "none", "@media (pointer: coarse)": { display: "inline-flex" } },
});
const Pages = chakra("ol", { base: { display: "flex", flexWrap: "wrap", gap: "2", listStyle: "none" } });
const PageCard = chakra("li", {
  base: {
    position: "relative",
    width: "20",
    height: "24",
    borderRadius: "control",
    border: "1px solid",
    borderColor: "line",
    bg: "subtle",
    overflow: "hidden",
    "&[data-wrong]": { borderColor: "fg.danger", borderWidth: "2px" },
    "& > img": { width: "full", height: "full", objectFit: "cover", objectPosition: "top" },
    "& > svg": { position: "absolute", insetInlineStart: "calc(50% - 14px)", top: "calc(50% - 14px)" },
  },
});
const Number = chakra("b", {
  base: {
    position: "absolute",
    insetInlineStart: "1",
    bottom: "1",
    paddingInline: "1.5",
    borderRadius: "chip",
    bg: "surface",
    fontSize: "xs",
  },
});
const Over = chakra("p", {
  base: {
    padding: "4",
    borderRadius: "card",
    border: "2px dashed",
    borderColor: "accent",
    bg: "accent.soft",
    textAlign: "center",
    fontWeight: "medium",
  },
});

/**
 * The way in for photos and documents: the camera, the picker, whatever is dropped or pasted on the page. Several files
 * are the pages of one receipt.
 */
export function ReceiptIntake(props: { batch: Batch; label: string; primary?: boolean }) {
  const { t } = useTranslation();
  const { batch } = props;
  const { pages, sending } = batch;
  const isOver = useDropAndPaste(batch.add);
  return (
    <Stack gap="3">
      {isOver && <Over>{t("receipt.drop")}</Over>}
      {pages.length > 0 && (
        <Pages aria-label={t("receipt.pages")}>
          {pages.map((page, index) => (
            <PageView
              key={page.key}
              page={page}
              number={index + 1}
              isWrong={sending.wrong.includes(page.key)}
              onRemove={() => batch.remove(page.key)}
            />
          ))}
        </Pages>
      )}
      {sending.isSending && <ProgressLine label={t("receipt.sending")} part={sending.progress} />}
      {sending.refused.map((words) => (
        <Notice key={words} tone="danger">
          <p>{words}</p>
        </Notice>
      ))}
      {sending.problem && (
        <Notice tone="danger">
          <p>{sending.problem}</p>
          {sending.canRetry && (
            <div>
              <Button size="sm" onClick={batch.again}>
                <RotateCcw size={16} aria-hidden /> {t("receipt.sendAgain")}
              </Button>
            </div>
          )}
        </Notice>
      )}
      <Pickers {...props} />
    </Stack>
  );
}

function Pickers({ batch, label, primary = false }: { batch: Batch; label: string; primary?: boolean }) {
  const { t } = useTranslation();
  const camera = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const isMore = batch.pages.length > 0;
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    batch.add([...(event.target.files ?? [])]);
    // The same file chosen again is chosen, too.
    event.target.value = "";
  };
  const look = primary && !isMore ? "primary" : "quiet";
  // Where there is a camera, that is the one thing that stands out.
  const standsBack = { bg: "surface", color: "fg", borderColor: "controlBorder", _hover: { bg: "subtle" } };
  return (
    <Row flexWrap="wrap" gap="2">
      <CameraButton look={look} onClick={() => camera.current?.click()}>
        <Camera size={18} aria-hidden /> {t(isMore ? "receipt.photoMore" : "receipt.photo")}
      </CameraButton>
      <Button look={look} css={{ "@media (pointer: coarse)": standsBack }} onClick={() => picker.current?.click()}>
        {isMore ? <Plus size={18} aria-hidden /> : <FileUp size={18} aria-hidden />}{" "}
        {isMore ? t("receipt.addPage") : label}
      </Button>
      <input
        hidden
        ref={camera}
        type="file"
        aria-label={t("receipt.photo")}
        accept="image/*"
        capture="environment"
        onChange={take}
      />
      <input hidden ref={picker} type="file" aria-label={label} accept={ACCEPTED} multiple onChange={take} />
    </Row>
  );
}

function PageView(props: { page: PageFile; number: number; isWrong: boolean; onRemove: () => void }) {
  const { t } = useTranslation();
  const { page, number, onRemove } = props;
  /** What calls itself an image is not always one. */
  const [isNoPicture, setNoPicture] = useState(false);
  return (
    <PageCard data-wrong={props.isWrong ? true : undefined}>
      {page.url && !isNoPicture ? (
        <img src={page.url} alt={t("receipt.page", { number })} onError={() => setNoPicture(true)} />
      ) : (
        <FileText size={28} aria-label={page.file.name} />
      )}
      <Number aria-hidden>{number}</Number>
      <Button
        size="icon"
        look="quiet"
        position="absolute"
        insetEnd="0"
        top="0"
        borderRadius="chip"
        aria-label={t("receipt.removePage", { number })}
        onClick={onRemove}
      >
        <X size={18} aria-hidden />
      </Button>
    </PageCard>
  );
}

/** Takes files that are dropped or pasted anywhere on the page; answers whether some are just held over it. */
function useDropAndPaste(add: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(add);
  useEffect(() => {
    latest.current = add;
  });
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current([...event.dataTransfer!.files]);
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener("dragover", onDragOver);
    document.addEventListener("dragleave", onDragLeave);
    document.addEventListener("drop", onDrop);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("dragover", onDragOver);
      document.removeEventListener("dragleave", onDragLeave);
      document.removeEventListener("drop", onDrop);
      document.removeEventListener("paste", onPaste);
    };
  }, []);
  return isOver;
}
