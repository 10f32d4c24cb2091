import { CloudCheck, CloudOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../lib/connection.js";
import { Chip } from "./Layout.js";

/** Says whether what one sees is what there is. `quiet` speaks up only when it is not. */
export function ConnectionPill(props: { quiet?: boolean }) {
  const { t } = useTranslation();
  const up = useConnection() === "up";
  const Icon = up ? CloudCheck : CloudOff;
  return (
    <div role="status">
      {(!up || !props.quiet) && (
        <Chip tone={up ? "neutral" : "warn"}>
          <Icon size={14} aria-hidden /> {t(up ? "connection.up" : "connection.down")}
        </Chip>
      )}
    </div>
  );
}
