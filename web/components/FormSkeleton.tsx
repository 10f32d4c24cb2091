import { Bar, Waiting } from "./Skeleton.js";

/** The shape of the form of an expense. */
export function FormSkeleton() {
  return (
    <Waiting width="form">
      <Bar height="9" width="40" maxWidth="full" />
      <Bar height="14" />
      <Bar height="control" />
      <Bar height="6" width="75%" />
    </Waiting>
  );
}
