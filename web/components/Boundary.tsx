import { Component, type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { connectionLost, onConnectionReturn } from "../lib/connection.js";
import { PageLost } from "../lib/lazy-page.js";
import { reportError } from "../lib/report-error.js";
import { topLevelError } from "../lib/top-level-error.js";
import { Button } from "./Button.js";
import { Muted, Stack } from "./Layout.js";
import { Page } from "./Page.js";

interface Props {
  /** A new place is a new try. */
  place: string;
  children: ReactNode;
  /** What a failure stands in, where nothing is around it. */
  frame?: (failure: ReactNode) => ReactNode;
}

/** Keeps one page's failure to that page. */
export class Boundary extends Component<Props, { error: unknown; place: string }> {
  override state = { error: undefined as unknown, place: this.props.place };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: { place: string }) {
    return props.place === state.place ? null : { place: props.place, error: undefined };
  }

  override componentDidCatch(error: unknown) {
    reportError(error);
  }

  override render() {
    const { error } = this.state;
    const { children, frame = (failure: ReactNode) => failure } = this.props;
    if (error === undefined) return children;
    if (error instanceof PageLost) return frame(<Failure error={error.cause} retry={() => location.reload()} />);
    return frame(<Failure error={error} retry={() => this.setState({ error: undefined })} />);
  }
}

function isAway(error: unknown): boolean {
  return error instanceof TypeError || !navigator.onLine;
}

/** The least time between two tries of a page whose server has no database, whatever the server says. */
const RETRY_MS_MIN = 3_000;

/** What went wrong, what to do about it, and what to quote when asking for help. */
function Failure(props: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const { error, retry } = props;
  const away = isAway(error);
  const said = topLevelError(error);
  const unavailable = said?.code === "UNAVAILABLE";
  const words = away ? "away" : unavailable ? "unavailable" : null;
  // A number is for those who write to us; an outage is known without.
  const requestId = unavailable ? undefined : said?.requestId;
  useEffect(() => {
    if (unavailable) {
      const timer = setTimeout(retry, Math.max(RETRY_MS_MIN, (said?.retryAfter ?? 0) * 1_000));
      return () => clearTimeout(timer);
    }
    if (!away) return;
    connectionLost();
    return onConnectionReturn(retry);
  });
  return (
    <Page title={t(words ? `failure.${words}Title` : "failure.title")} width="text">
      <Stack role="alert">
        <Muted>{t(words ? `failure.${words}Text` : "failure.text")}</Muted>
        {requestId && (
          <Muted>
            {t("failure.reference")} <code>{requestId}</code>
          </Muted>
        )}
      </Stack>
      <div>
        <Button look="primary" onClick={retry}>
          {t("failure.retry")}
        </Button>
      </div>
    </Page>
  );
}
