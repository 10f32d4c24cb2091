import { chakra } from "@chakra-ui/react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Muted, Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { refused } from "../../lib/outcome.js";
import { sendFile } from "../uploads/send-file.js";
import { useUploadStart } from "../uploads/writes.js";
import { useUserUpdate } from "./writes.js";

const ACCEPTED = "image/jpeg,image/png,image/webp";
const BYTES_MAX = 10 * 1024 * 1024;

/** The reader's picture: seen by those who share a group with them. It is sent as soon as it is chosen. */
export function PictureField(props: { id: string; name: string; url: string | null | undefined }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const start = useUploadStart();
  const update = useUserUpdate();
  const { submit, pending, problem } = useSubmit<object>();
  const send = async (file: File) => {
    if (file.size === 0 || file.size > BYTES_MAX) return refused({ message: t("profile.pictureSize") });
    const about = { fileName: file.name || "picture.jpg", contentType: file.type || "image/jpeg", size: file.size };
    const started = await start({ purpose: "AVATAR", ...about });
    if (started.kind !== "done") return started;
    const typed = new File([file], about.fileName, { type: about.contentType });
    if (!(await sendFile(started.value, typed))) return refused({ message: t("profile.pictureRefused") });
    return update({ avatarUploadId: started.value.id });
  };
  return (
    <Stack gap="2">
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Row flexWrap="wrap">
        <Avatar id={props.id} name={props.name} url={props.url} size="lg" />
        <Stack gap="2" flex="1 1 10rem">
          <Row flexWrap="wrap" gap="2">
            <Button size="sm" pending={pending} late={t("common.moment")} onClick={() => input.current?.click()}>
              {t(props.url ? "profile.pictureOther" : "profile.pictureAdd")}
            </Button>
            {props.url && (
              <Button
                size="sm"
                look="plain"
                disabled={pending}
                onClick={() =>
                  void submit(
                    () => update({ avatarUploadId: null }),
                    () => toast(t("profile.pictureGone")),
                  )
                }
              >
                {t("profile.pictureRemove")}
              </Button>
            )}
          </Row>
          <Muted fontSize="sm">{t("profile.pictureHint")}</Muted>
        </Stack>
      </Row>
      <chakra.input
        ref={input}
        type="file"
        accept={ACCEPTED}
        aria-label={t("profile.picture")}
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = "";
          if (file)
            void submit(
              () => send(file),
              () => toast(t("profile.pictureSaved")),
            );
        }}
      />
    </Stack>
  );
}
