import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { currencyOfLocale } from "../../lib/currency-of-locale.js";
import { guessedLocale } from "../../lib/locale.js";
import { enterSession } from "../../lib/session.js";
import { useGuestCreate } from "./writes.js";

/** One press: an account without an address, and a group of its own to play with. `onBegun` hears its id before one is signed in. */
export function TryIt(props: { onBegun: (groupId: string) => void }) {
  const { t } = useTranslation();
  const create = useGuestCreate();
  const { submit, pending, problem } = useSubmit<{
    groupId: string;
    session: Parameters<typeof enterSession>[0];
  }>();
  const locale = guessedLocale();
  const input = {
    cookie: true,
    locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    preferredCurrency: currencyOfLocale(locale),
  };
  return (
    <>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Button
        look="primary"
        disabled={pending}
        onClick={() =>
          void submit(
            () => create(input),
            ({ groupId, session }) => {
              props.onBegun(groupId);
              enterSession(session);
            },
          )
        }
      >
        {t(pending ? "home.trying" : "home.try")}
      </Button>
    </>
  );
}
