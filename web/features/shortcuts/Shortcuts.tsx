import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { isElsewhere, shortcutsAreOn } from "../../lib/shortcut-choice.js";
import { type ShortcutAct, shortcutOf } from "./shortcut-keys.js";

const ShortcutSheet = lazy(async () => ({ default: (await import("./ShortcutSheet.js")).ShortcutSheet }));

/** A slip of one finger must not throw away what somebody is entering. */
function isFilledIn(): boolean {
  return document.querySelector("main form") !== null;
}

/** The keys of the whole app; each does what something on the page does that one can also press. */
export function Shortcuts(props: { addPath: string | null }) {
  const { addPath } = props;
  const { groupId } = useParams();
  const navigate = useNavigate();
  const before = useRef<{ key: string; at: number } | null>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const to = (path: string | null) => {
      if (path !== null && path !== location.pathname && !isFilledIn()) void navigate(path);
    };
    const acts: Record<ShortcutAct, () => unknown> = {
      add: () => to(addPath),
      settle: () => to(groupId ? `/groups/${groupId}/settle` : null),
      edit: () => document.querySelector<HTMLElement>('main a[href$="/edit"]')?.click(),
      search: () => document.querySelector<HTMLElement>("main input[type=search]")?.focus(),
      groups: () => to("/groups"),
      people: () => to("/people"),
      help: () => setOpen(true),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!shortcutsAreOn() || isElsewhere(event) || event.repeat) return;
      const press = { key: event.key, at: event.timeStamp };
      const act = shortcutOf(press, before.current);
      before.current = press;
      if (act === null) return;
      // The key that leads to a field is not written into it.
      event.preventDefault();
      acts[act]();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [addPath, groupId, navigate]);
  return (
    isOpen && (
      <Suspense>
        <ShortcutSheet onClose={() => setOpen(false)} />
      </Suspense>
    )
  );
}
