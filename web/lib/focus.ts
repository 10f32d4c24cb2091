/**
 * Keeps the keyboard somewhere. When what has the focus goes away (the button of a row that was deleted, of a question
 * that was answered, of a message that was closed), browsers let the next key press begin at the top of the page, and
 * screen readers fall silent: here the closest thing around it that stays takes over.
 */
const AROUND = "li, form, section, dialog, main";
/** What has not come by then is not waited for any more: the reader is elsewhere with their thoughts. */
const WAIT_MS = 5_000;

/** What had the focus last, and what it stood in, from the inside out: asked while it is there. */
let around: readonly Element[] = [];
/** What had the focus and is hidden for a moment, as a part of the page is that waits for what it shows. */
let hidden: Element | null = null;
let wanted: { readonly selector: string; readonly until: number } | null = null;

function focusOn(element: HTMLElement): void {
  if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function remember(event: FocusEvent): void {
  const path: Element[] = [];
  for (let each = event.target as Element | null; each; each = each.parentElement) path.push(each);
  around = path;
  hidden = null;
}

function look(changes: readonly MutationRecord[] = []): void {
  if (wanted && Date.now() > wanted.until) wanted = null;
  const found = wanted && document.querySelector<HTMLElement>(wanted.selector);
  if (found) {
    wanted = null;
    found.focus();
    return;
  }
  const [last] = around;
  if (!(last instanceof HTMLElement)) return;
  if (document.activeElement === last) {
    // Whether something is to be seen costs a layout; only a style can have hidden it.
    if (changes.some(({ type }) => type === "attributes") && !last.checkVisibility()) hidden = last;
    return;
  }
  if (document.activeElement !== document.body) return;
  if (last.isConnected) {
    if (hidden === last && last.checkVisibility()) focusOn(last);
    return;
  }
  const closest = around.find((each) => each.isConnected && each.matches(AROUND));
  const heir = closest ?? document.querySelector("main");
  if (heir instanceof HTMLElement) focusOn(heir);
}

/** Takes the focus to what `selector` finds, as soon as the page has it, unless the reader goes elsewhere before. */
export function focusWhenThere(selector: string): void {
  wanted = { selector, until: Date.now() + WAIT_MS };
  look();
}

/** Begins to keep the focus; once, for the whole app. */
export function keepFocus(): void {
  const giveUp = () => {
    wanted = null;
  };
  const goElsewhere = () => {
    giveUp();
    hidden = null;
  };
  document.addEventListener("focusin", remember);
  document.addEventListener("keydown", giveUp, { capture: true });
  document.addEventListener("pointerdown", goElsewhere, { capture: true });
  new MutationObserver(look).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["style"],
  });
}
