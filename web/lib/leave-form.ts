import { useNavigate } from "react-router";

/**
 * Goes on from a form that has written. The form leaves the history: the way back (on phones the most usual gesture)
 * must not lead to it again, filled in and ready to book the same thing twice.
 */
export function useLeaveForm(): (path: string) => void {
  const navigate = useNavigate();
  return (path) => void navigate(path, { replace: true });
}
