import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** What stands in front of several processes, as an ingress does: it asks who is ready, and tries nothing twice. */
export interface Balancer {
  readonly url: string;
  /** How many requests each process got, in the order of the ports. */
  readonly requests: readonly number[];
  /** Waits until these many are ready. */
  untilReady(count: number): Promise<void>;
  stop(): void;
}

const LOOK_MILLISECONDS = 100;

/** Sends requests and sockets to the processes on these ports of this machine that say that they are ready, in turn. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true });
  const requests = ports.map(() => 0);
  let ready: number[] = [];
  let turn = 0;
  let isOver = false;

  const next = () => {
    turn += 1;
    const port = ready[turn % ready.length];
    if (port !== undefined) requests[ports.indexOf(port)]! += 1;
    return port;
  };

  const forward = (from: IncomingMessage, to: ServerResponse) => {
    const fail = () => void to.writeHead(502).end();
    const port = next();
    if (port === undefined) return fail();
    const { method, url: path, headers } = from;
    const forwarded = request({ agent, port, host: "127.0.0.1", method, path, headers }, (answer) => {
      to.writeHead(answer.statusCode!, { ...answer.headers, connection: "keep-alive" });
      answer.pipe(to);
    });
    forwarded.on("error", fail);
    from.pipe(forwarded);
  };

  const join = (from: IncomingMessage, stream: Duplex, head: Buffer) => {
    const socket = connect(next() ?? 0, "127.0.0.1", () => {
      const lines = from.rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
      socket.write(`GET ${from.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
      socket.write(head);
      socket.pipe(stream).pipe(socket);
    });
    for (const [one, other] of [
      [socket, stream],
      [stream, socket],
    ] as const) {
      one.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
  };

  const look = async () => {
    while (!isOver) {
      const answers = await Promise.all(
        ports.map((port) => fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)),
      );
      ready = ports.filter((_, index) => answers[index]?.status === 200);
      for (const answer of answers) await answer?.arrayBuffer().catch(() => undefined);
      await sleep(LOOK_MILLISECONDS);
    }
  };

  const server = createServer(forward).on("upgrade", join);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  void look();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async untilReady(count) {
      while (ready.length < count) await sleep(LOOK_MILLISECONDS);
    },
    stop() {
      isOver = true;
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
