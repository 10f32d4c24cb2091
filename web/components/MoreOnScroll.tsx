import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.js";
import { Row } from "./Layout.js";

/** Loads the next page as an end of the list comes near, or when asked. */
export function MoreOnScroll(props: { load: () => Promise<unknown>; words?: string }) {
  const { t } = useTranslation();
  const { load } = props;
  const end = useRef<HTMLDivElement>(null);
  const [loading, setLoading] = useState(false);
  const more = useCallback(() => {
    setLoading(true);
    // After a failure the button is there for another try.
    load().then(
      () => setLoading(false),
      () => setLoading(false),
    );
  }, [load]);
  useEffect(() => {
    if (loading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: "400px" });
    observer.observe(end.current!);
    return () => observer.disconnect();
  }, [loading, more]);
  return (
    <Row ref={end} justifyContent="center">
      <Button disabled={loading} onClick={more}>
        {props.words ?? t("common.more")}
      </Button>
    </Row>
  );
}
