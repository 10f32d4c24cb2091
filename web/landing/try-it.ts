import { currencyOfLocale } from "../lib/currency-of-locale.js";
import { guessedLocale } from "../lib/locale.js";
import { announceSession } from "../lib/session-mark.js";
import type { Words } from "./words.js";

const REFRESH = "mutation SessionRefresh { sessionRefresh(input: {}) { __typename } }";
const CREATE = `mutation GuestCreate($input: GuestCreateInput!) {
  guestCreate(input: $input) { ... on GuestCreatePayload { group { id } } }
}`;

interface Answer {
  readonly data?: {
    readonly sessionRefresh?: { readonly __typename: string };
    readonly guestCreate?: { readonly group?: { readonly id: string } };
  } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function ask(query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** Where the press leads, or why it does not. */
type Outcome = { readonly path: string } | { readonly problem: "tryFailed" | "tryLater" | "tryCookies" };

/** An account without an address, and the group that it has. */
async function createGuest(language: string): Promise<Outcome> {
  const locale = guessedLocale([language, ...navigator.languages]);
  const input = {
    cookie: true,
    locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    preferredCurrency: currencyOfLocale(locale),
  };
  const { data, errors } = await ask(CREATE, { input });
  const id = data?.guestCreate?.group?.id;
  if (id) return { path: `/groups/${id}/expenses` };
  return { problem: errors?.[0]?.extensions.code === "RATE_LIMITED" ? "tryLater" : "tryFailed" };
}

/**
 * A browser may have forgotten all but its session: whoever has one, perhaps as a guest without another way back, is led
 * on in it, and gets no second account in its place.
 */
async function goOn(language: string): Promise<Outcome> {
  if (!navigator.cookieEnabled) return { problem: "tryCookies" };
  try {
    const { data } = await ask(REFRESH);
    if (data?.sessionRefresh?.__typename === "SessionRefreshPayload") return { path: "/home" };
    return await createGuest(language);
  } catch {
    return { problem: "tryFailed" };
  }
}

/** One press of `button` leads into a group of one's own; where it does not, `problem` says so. */
export function offerTrial(button: HTMLElement, problem: HTMLElement, language: string, words: Words): void {
  let pending = false;
  const show = (isPending: boolean) => {
    pending = isPending;
    button.setAttribute("aria-disabled", String(isPending));
    button.textContent = isPending ? words.trying : words.try;
  };
  const begin = async () => {
    if (pending) return;
    show(true);
    problem.textContent = "";
    const outcome = await goOn(language);
    if ("path" in outcome) {
      announceSession();
      location.assign(outcome.path);
    } else {
      show(false);
      problem.textContent = words[outcome.problem];
    }
  };
  button.addEventListener("click", () => void begin());
}
