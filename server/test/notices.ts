import { createECDH, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
// @ts-expect-error It has no types.
import ece from "http_ece";
import { importJWK, jwtVerify } from "jose";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail as it arrived, with the address that it was sent to. */
export interface ArrivedMail extends ParsedMail {
  readonly recipient: string;
}

/** A mail server that takes everything, but for addresses that it is told to refuse for good or for now. */
export async function mailServer() {
  const mails: ArrivedMail[] = [];
  const refusals = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      const responseCode = refusals.get(address);
      done(responseCode === undefined ? null : Object.assign(new Error("No such mailbox"), { responseCode }));
    },
    onData(stream, session, done) {
      simpleParser(stream, (error, mail) => {
        if (!error) mails.push({ ...mail, recipient: session.envelope.rcptTo[0]!.address });
        done(error);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** What the server says to an address, such as 550; 0: it takes mail. */
    refuse: (address: string, responseCode: number) =>
      void (responseCode === 0 ? refusals.delete(address) : refusals.set(address, responseCode)),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** A push as the browser reads it. */
export interface ArrivedPush {
  readonly topic: string;
  readonly ttl: number;
  /** Who sent it, as the push service checked. */
  readonly key: string;
  readonly said: {
    readonly id: string;
    readonly body: string;
    readonly title: string;
    readonly url: string;
    readonly count: number;
  };
}

/** A push service with browsers, which decrypt what it gets: over TLS, on this machine. */
export async function pushService() {
  const folder = await mkdtemp(join(tmpdir(), "push-service-"));
  const ca = join(folder, "certificate.pem");
  await writeFile(ca, CERTIFICATE);
  const browsers = new Map<string, Browser>();
  const server = createSecureServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
    const browser = browsers.get(request.url ?? "");
    if (!browser) return response.writeHead(404).end();
    const taken = take(request, browser).then(() => browser.meanwhile?.());
    taken.then(
      () => response.writeHead(browser.status, { location: "/elsewhere" }).end(),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    /** The setting by which a server believes it. */
    environment: { PUSH_LOOPBACK_CA: ca },
    /** A new browser, and what it subscribes with. */
    browser(host = "localhost") {
      const path = `/${randomBytes(12).toString("hex")}`;
      const keys = createECDH("prime256v1");
      const p256dh = keys.generateKeys().toString("base64url");
      const auth = randomBytes(16).toString("base64url");
      const browser: Browser = { keys, auth, status: 201, pushes: [], origin: `https://${host}:${port}` };
      browsers.set(path, browser);
      return Object.assign(browser, { subscription: { endpoint: `${browser.origin}${path}`, p256dh, auth } });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

interface Browser {
  readonly keys: ReturnType<typeof createECDH>;
  readonly auth: string;
  readonly origin: string;
  /** What the service answers. */
  status: number;
  /** What happens while the service keeps whoever sends waiting. */
  meanwhile?: () => Promise<unknown>;
  readonly pushes: ArrivedPush[];
}

/** Checks who sends (RFC 8292), and decrypts (RFC 8291) what was sent. */
async function take(request: IncomingMessage, browser: Browser): Promise<void> {
  const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(request.headers.authorization ?? "") ?? [];
  const point = Buffer.from(key!, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const { payload } = await jwtVerify(token!, await importJWK({ kty: "EC", crv: "P-256", x: x!, y: y! }, "ES256"), {
    audience: browser.origin,
  });
  if (!/^(https|mailto):/.test(payload.sub ?? "")) throw new Error("Nobody can be asked.");
  const body = await bodyOf(request);
  const plain: Buffer = ece.decrypt(body, { version: "aes128gcm", privateKey: browser.keys, authSecret: browser.auth });
  browser.pushes.push({
    topic: String(request.headers.topic),
    ttl: Number(request.headers.ttl),
    key: key!,
    said: JSON.parse(plain.toString()) as ArrivedPush["said"],
  });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export interface ArrivedText {
  readonly To: string;
  readonly From: string;
  readonly Body: string;
}

/** Stands for Twilio: it checks who asks, and for what, and keeps the texts. */
export async function textServer() {
  const account = { sid: `AC${"0".repeat(32)}`, token: "the-token", from: "+15005550006" };
  const texts: ArrivedText[] = [];
  const state = { refusal: null as { status: number; code: number } | null };
  const server = createServer(async (request, response) => {
    const answer = (status: number, said: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
    const isAllowed =
      request.headers.authorization === `Basic ${Buffer.from(`${account.sid}:${account.token}`).toString("base64")}`;
    const isRight =
      request.method === "POST" &&
      request.url === `/2010-04-01/Accounts/${account.sid}/Messages.json` &&
      request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    const form = Object.fromEntries(new URLSearchParams((await bodyOf(request)).toString())) as unknown as ArrivedText;
    if (!isAllowed) return answer(401, { code: 20003, message: "Authenticate", status: 401 });
    if (!isRight || form.From !== account.from) return answer(400, { code: 21212, message: "Bad", status: 400 });
    if (state.refusal) return answer(state.refusal.status, { ...state.refusal, message: "Refused" });
    texts.push(form);
    answer(201, { sid: `SM${"1".repeat(32)}`, status: "queued" });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_AUTH_TOKEN: account.token,
      TWILIO_FROM: account.from,
      TWILIO_API_BASE: `http://127.0.0.1:${port}`,
    },
    texts,
    state,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Of this machine and nobody's: made for these tests, good for a hundred years. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgz9CErFFkRqByDthi
NRs4eQGyvvl/32vkJ10hc/hegO6hRANCAAQFse9SX+DF8iwY6sROyGzdTXpqLuLm
e8y3nfXauJTHbqe9AEgSBeAvotar5Wgdpa9qz+P1LJCYXWz46n5Rxbf0
-----END PRIVATE KEY-----
`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUDgyRL43ur403Jy5DKMxn0dfRC3AwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEzMDAzNDUxN1oYDzIxMjYxMTA2
MDM0NTE3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQFse9SX+DF8iwY6sROyGzdTXpqLuLme8y3nfXauJTHbqe9AEgSBeAv
otar5Wgdpa9qz+P1LJCYXWz46n5Rxbf0o28wbTAdBgNVHQ4EFgQUqtoa1GqCIrfK
smrkcdWCRsWY1WMwHwYDVR0jBBgwFoAUqtoa1GqCIrfKsmrkcdWCRsWY1WMwGgYD
VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
zj0EAwIDSQAwRgIhAJ5kQp9JmHetMqdzTMfa8m2o7bqUFt36Ogee9A45ddI+AiEA
8F8n1sE8jgiyZgGlEBpn07k5JnI+Em1xD1WPlgSgWs4=
-----END CERTIFICATE-----
`;
