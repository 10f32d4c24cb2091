import { Navigate } from "react-router";

/** A group opens with its expenses. */
export function Component() {
  return <Navigate replace to="expenses" />;
}
