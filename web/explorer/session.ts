const RENEW_MS = 60_000;
const REFRESH =
  "mutation { sessionRefresh(input: {}) { ... on SessionRefreshPayload { session { accessToken expiresAt } } } }";

let access: { token: string; expiresAt: number } | null = null;

/** The reader's own session, from the same cookie as the app's; nothing where nobody is signed in. */
export async function authorization(): Promise<Record<string, string>> {
  if (!access || access.expiresAt - Date.now() < RENEW_MS) {
    // The app's tabs renew the same session: one at a time.
    access = await ("locks" in navigator ? navigator.locks.request("session-renewal", renew) : renew());
  }
  return access ? { Authorization: `Bearer ${access.token}` } : {};
}

async function renew(): Promise<typeof access> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: REFRESH }),
  });
  const { data } = await response.json();
  const session = data?.sessionRefresh?.session;
  return session ? { token: session.accessToken, expiresAt: Date.parse(session.expiresAt) } : null;
}
