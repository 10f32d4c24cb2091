import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How long what was answered already is kept back. */
const KEPT_BACK_MILLISECONDS = 400;

/**
 * A way to a process that lies: a new expense is answered before the process hears of it. What is killed in between is lost
 * although it was acknowledged, and whoever looks for such losses must find it.
 */
export async function answeringEarly(target: () => string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const { authorization } = request.headers;
      const headers = { "content-type": "application/json", ...(authorization && { authorization }) };
      const forward = () => fetch(`${target()}${request.url}`, { method: "POST", headers, body });
      response.setHeader("content-type", "application/json");
      if (!body.includes("expenseCreate(")) return void response.end(await (await forward()).text());
      const { variables } = JSON.parse(body) as { variables: { input: { id: string } } };
      const expenseCreate = { __typename: "ExpenseCreatePayload", expense: { id: variables.input.id } };
      response.end(JSON.stringify({ data: { expenseCreate } }));
      await sleep(KEPT_BACK_MILLISECONDS);
      await forward();
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
