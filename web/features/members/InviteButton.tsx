import { type ComponentProps, lazy, Suspense, useState } from "react";
import { Button } from "../../components/Button.js";

// Most who see the button do not press it.
const InviteSheet = lazy(async () => ({ default: (await import("./InviteSheet.js")).InviteSheet }));

interface Props extends ComponentProps<typeof Button> {
  groupId: string;
  /** Of what opens: whom it is about. */
  sheetTitle: string;
  memberId?: string;
}

/** Opens the way to bring somebody in, right where it is pressed. */
export function InviteButton({ groupId, sheetTitle, memberId, ...button }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...button} aria-haspopup="dialog" onClick={() => setOpen(true)} />
      {isOpen && (
        <Suspense>
          <InviteSheet groupId={groupId} title={sheetTitle} memberId={memberId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
