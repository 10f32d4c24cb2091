import { Agent, type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";

const agent = new Agent({ keepAlive: true });
/** What every program sends. */
const PROGRAM = { "content-type": "application/json", "user-agent": "expense-tracker-tests" };

/** What came back. */
export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/**
 * Sends one body of JSON, and reads the one that answers. Most of what tests do is this, and `fetch` takes four times as much of
 * a core for it, without counting that answers would come packed.
 */
export async function post(url: string, headers: Record<string, string>, body: object): Promise<Posted> {
  const text = JSON.stringify(body);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const own = { ...PROGRAM, "content-length": Buffer.byteLength(text) };
    const sent = request(url, { method: "POST", agent, headers: { ...own, ...headers } }, resolve);
    sent.on("error", reject).end(text);
  });
  return { status: response.statusCode!, headers: headersOf(response), body: await json(response) };
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index]!, rawHeaders[index + 1]!);
  return headers;
}
