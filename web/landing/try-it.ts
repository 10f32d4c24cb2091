import { currencyOfLocale } from "../lib/currency-of-locale.js";
import { guessedLocale } from "../lib/locale.js";
import { announceSession } from "../lib/session-mark.js";
import type { Words } from "./words.js";

const MUTATION = `mutation GuestCreate($input: GuestCreateInput!) {
  guestCreate(input: $input) { ... on GuestCreatePayload { group { id } } }
}`;

interface Answer {
  readonly data?: { readonly guestCreate: { readonly group?: { readonly id: string } } } | null;
}

/** Makes an account without an address and answers the group that it has; null where the server refused. */
async function createGuest(language: string): Promise<string | null> {
  const locale = guessedLocale([language, ...navigator.languages]);
  const input = {
    cookie: true,
    locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    preferredCurrency: currencyOfLocale(locale),
  };
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
      body: JSON.stringify({ query: MUTATION, variables: { input } }),
    });
    const { data } = (await response.json()) as Answer;
    return data?.guestCreate.group?.id ?? null;
  } catch {
    return null;
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
    const groupId = await createGuest(language);
    if (groupId) {
      announceSession();
      location.assign(`/groups/${groupId}/expenses`);
    } else {
      show(false);
      problem.textContent = words.tryFailed;
    }
  };
  button.addEventListener("click", () => void begin());
}
