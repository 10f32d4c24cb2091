import { lazy } from "react";
import { cityOf } from "../lib/zone-name.js";
import { SheetField } from "./SheetField.js";

const TimeZoneSheet = lazy(() => import("./TimeZoneSheet.js"));

/** A time zone by its city; the others are a table of their own, which comes when it is opened. */
export function TimeZoneField(props: {
  label: string;
  value: string;
  onChange: (timeZone: string) => void;
  problem?: string | undefined;
}) {
  const { label, value, onChange } = props;
  return (
    <SheetField
      label={label}
      problem={props.problem}
      shown={cityOf(value)}
      sheet={(close) => <TimeZoneSheet title={label} value={value} onChange={onChange} onClose={close} />}
    />
  );
}
