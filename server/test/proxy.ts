import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to the database that a test can cut, as a broken network or a server that is away would. */
export interface Proxy {
  /** The database's address through it. */
  readonly url: string;
  /** Ends every connection and takes no new ones until `restore`. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** The next statement that contains this text arrives, but its answer never does: the connection ends instead. */
  loseAnswerTo(text: string): void;
  close(): Promise<void>;
}

export async function proxyTo(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let lost: string | null = null;
  const relay = (client: Socket) => {
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    }
    client
      .on("close", () => server.destroy())
      .on("data", (data) => {
        const isLost = lost !== null && data.includes(lost);
        server.write(data);
        if (!isLost) return;
        lost = null;
        // It has arrived once the database answers, and nobody hears that answer.
        server.removeAllListeners("data").once("data", () => client.destroy());
      });
    server.on("close", () => client.destroy()).on("data", (data) => client.write(data));
  };
  let listener: Server = await listening(0);
  const { port } = listener.address() as { port: number };

  async function listening(on: number): Promise<Server> {
    const server = createServer(relay);
    await new Promise<void>((resolve) => server.listen(on, "127.0.0.1", resolve));
    return server;
  }

  const url = new URL(databaseUrl);
  [url.hostname, url.port] = ["127.0.0.1", String(port)];
  const cut = async () => {
    const closed = new Promise((resolve) => listener.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: url.href,
    cut,
    restore: async () => void (listener = await listening(port)),
    loseAnswerTo: (text) => {
      lost = text;
    },
    close: cut,
  };
}
