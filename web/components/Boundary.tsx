import { Component, type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { connectionLost, onConnectionReturn } from "../lib/connection.js";
import { requestIdOf } from "../lib/request-id.js";
import { Button } from "./Button.js";
import { Muted, Stack } from "./Layout.js";
import { Page } from "./Page.js";

interface Props {
  /** A new place is a new try. */
  place: string;
  children: ReactNode;
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

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Failure error={this.state.error} retry={() => this.setState({ error: undefined })} />;
  }
}

function isAway(error: unknown): boolean {
  return error instanceof TypeError || !navigator.onLine;
}

/** What went wrong, what to do about it, and what to quote when asking for help. */
export function Failure(props: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const { error, retry } = props;
  const away = isAway(error);
  const requestId = requestIdOf(error);
  useEffect(() => {
    if (!away) return;
    connectionLost();
    return onConnectionReturn(retry);
  });
  return (
    <Page title={t(away ? "failure.awayTitle" : "failure.title")} width="text">
      <Stack role="alert">
        <Muted>{t(away ? "failure.awayText" : "failure.text")}</Muted>
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
