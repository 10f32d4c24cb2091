import { useLater } from "../../lib/later.js";
import type { WhoIsHereProps } from "./WhoIsHere.js";

const load = () => import("./WhoIsHere.js");

/** Who else is here; comes once the page has nothing else to do. */
export function Presence(props: WhoIsHereProps) {
  const part = useLater(load, false);
  return part && <part.WhoIsHere {...props} />;
}
