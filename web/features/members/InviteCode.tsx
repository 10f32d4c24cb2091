import { QrCode } from "@chakra-ui/react";

/** A link as a picture for the camera of a phone. */
export function InviteCode({ url, label }: { url: string; label: string }) {
  return (
    <QrCode.Root value={url}>
      <QrCode.Frame role="img" aria-label={label}>
        <QrCode.Pattern />
      </QrCode.Frame>
    </QrCode.Root>
  );
}
