import { chakra } from "@chakra-ui/react";
import { Globe, Smartphone } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { deviceOf } from "../../../server/kernel/device-name.js";
import { newId } from "../../../server/kernel/ids.js";
import { Button } from "../../components/Button.js";
import { TextField } from "../../components/Field.js";
import { Chip, Muted, Row, Rows, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import type { NotificationSettingsPageQuery } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";
import { refused } from "../../lib/outcome.js";
import { canBePushedTo, PushForbidden, subscribeToPush } from "./push.js";
import { useDeviceAdd, useDeviceConfirm, useDeviceRemove } from "./writes.js";

type Device = NonNullable<NotificationSettingsPageQuery["viewer"]>["devices"][number];
type Channels = NotificationSettingsPageQuery["notificationChannels"];

const Line = chakra("li", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: "3", rowGap: "2", paddingBlock: "3" },
});
const TONES = { UNCONFIRMED: "warn", ACTIVE: "accent", GONE: "neutral" } as const;

/** Where notices go beside mail: browsers and phones, and how to add one. */
export function DeviceList(props: { devices: readonly Device[]; channels: Channels }) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const { devices, channels } = props;
  return (
    <Stack>
      {devices.length === 0 && <Muted>{t("notifications.noDevice")}</Muted>}
      <Rows ref={list} tabIndex={-1} outline="none" aria-labelledby="devices">
        {devices.map((device) => (
          // The button goes with its row, and the focus would go with it.
          <DeviceLine key={device.id} device={device} onRemoved={() => list.current?.focus()} />
        ))}
      </Rows>
      {channels.pushKey && <PushButton pushKey={channels.pushKey} />}
      {channels.sms && <PhoneForm />}
    </Stack>
  );
}

function DeviceLine({ device, onRemoved }: { device: Device; onRemoved: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const remove = useDeviceRemove();
  const { submit, pending, problem } = useSubmit<string>();
  const { id, kind, state } = device;
  const { program, system } = deviceOf(device.name);
  const name =
    kind === "PHONE"
      ? t("notifications.phoneEnding", { digits: device.name })
      : system
        ? t("sessions.device", { program, system })
        : program;
  const Icon = kind === "PHONE" ? Smartphone : Globe;
  return (
    <Line>
      <Icon size={20} aria-hidden />
      <Stack gap="0.5" flex="1 1 10rem">
        <Row gap="2" flexWrap="wrap">
          <chakra.span fontWeight="medium">{name}</chakra.span>
          <Chip tone={TONES[state]}>{t(`notifications.deviceState.${state}`)}</Chip>
        </Row>
        <Muted fontSize="sm">{t("sessions.since", { at: moment(device.createdAt) })}</Muted>
        {problem && <Notice tone="danger">{problem}</Notice>}
      </Stack>
      <Button
        size="sm"
        disabled={pending}
        aria-label={t("notifications.removeName", { name })}
        onClick={() =>
          void submit(
            () => remove({ id }),
            () => {
              onRemoved();
              toast(t("notifications.removed", { name }));
            },
          )
        }
      >
        {t("notifications.remove")}
      </Button>
      {state === "UNCONFIRMED" && <CodeForm deviceId={id} />}
    </Line>
  );
}

/** Has this browser pushed to, once it is allowed. */
function PushButton({ pushKey }: { pushKey: string }) {
  const { t } = useTranslation();
  const [id] = useState(() => newId("dev"));
  const add = useDeviceAdd();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  if (!canBePushedTo()) return <Muted fontSize="sm">{t("notifications.cannotPush")}</Muted>;
  const subscribe = async () => {
    try {
      return await add({ id, subscription: await subscribeToPush(pushKey) });
    } catch (error) {
      if (error instanceof PushForbidden) return refused({ message: t("notifications.forbidden") });
      if (error instanceof DOMException) return refused({ message: t("notifications.noPushService") });
      throw error;
    }
  };
  return (
    <Stack gap="2">
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div>
        <Button pending={pending} onClick={() => void submit(subscribe, () => toast(t("notifications.pushed")))}>
          <Globe size={18} aria-hidden /> {t("notifications.addBrowser")}
        </Button>
      </div>
    </Stack>
  );
}

function PhoneForm() {
  const { t } = useTranslation();
  const [id, setId] = useState(() => newId("dev"));
  const [phone, setPhone] = useState("");
  const add = useDeviceAdd();
  const { submit, pending, problem, problemAt } = useSubmit<object>(["phone"]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => add({ id, phone }),
          () => {
            setPhone("");
            setId(newId("dev"));
            toast(t("notifications.codeSent"));
          },
        );
      }}
    >
      <Stack gap="3">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextField
          label={t("notifications.phone")}
          hint={t("notifications.phoneHint")}
          type="tel"
          autoComplete="tel"
          value={phone}
          onChange={setPhone}
          problem={problemAt("phone")}
        />
        <div>
          <Button type="submit" pending={pending}>
            <Smartphone size={18} aria-hidden /> {t("notifications.sendCode")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** Proves that a phone is at hand: what it was sent is sent back. */
function CodeForm({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const confirm = useDeviceConfirm();
  const { submit, pending, problem, problemAt } = useSubmit<object>(["code"]);
  return (
    <chakra.form
      noValidate
      width="full"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(
          () => confirm({ id: deviceId, code: code.trim() }),
          () => toast(t("notifications.confirmed")),
        );
      }}
    >
      <Stack gap="3">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextField
          label={t("notifications.code")}
          hint={t("notifications.codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
          problem={problemAt("code")}
        />
        <div>
          <Button type="submit" look="primary" pending={pending}>
            {t("notifications.confirm")}
          </Button>
        </div>
      </Stack>
    </chakra.form>
  );
}
