import { SelectField } from "./Field.js";

interface Props {
  label: string;
  value: string;
  onChange: (timeZone: string) => void;
  problem?: string | undefined;
}

/** Every time zone the browser knows, and the one that is set even where it does not. */
export function TimeZoneField(props: Props) {
  const zones = new Set([props.value, "UTC", ...Intl.supportedValuesOf("timeZone")]);
  const choices = [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
  return <SelectField {...props} choices={choices} />;
}
