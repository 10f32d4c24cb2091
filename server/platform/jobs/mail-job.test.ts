import { expect, test } from "@jest/globals";
import pino from "pino";
import { z } from "zod";
import type { Services } from "../context.js";
import type { Mail } from "../mail.js";
import { TryAgainLater } from "./job.js";
import { mailJob } from "./mail-job.js";

const LETTER: Mail = { to: "zoe@example.com", subject: "Hello", text: "Come in." };

function job(compose: () => Promise<Mail | null> = async () => LETTER) {
  return mailJob({ name: "test.letter", attempts: 3, payload: z.object({ id: z.string() }), compose });
}

/** What a job of this mail does, and what it logs. */
async function run(send: (letter: Mail) => Promise<void>, of = job(), signal = new AbortController().signal) {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const services = { log, mail: { send } } as unknown as Services;
  const failure = await of.run(services, signal, { id: "1" }).then(
    () => null,
    (error: unknown) => error,
  );
  return { failure, log: lines.join("") };
}

test("hands over what there is to be sent, and nothing where there is nothing", async () => {
  const sent: Mail[] = [];
  const send = async (letter: Mail) => void sent.push(letter);
  expect((await run(send)).failure).toBeNull();
  expect(
    (
      await run(
        send,
        job(async () => null),
      )
    ).failure,
  ).toBeNull();
  expect(sent).toEqual([LETTER]);
});

test("a server that is away is asked again, and one that refuses for good is not; neither tells whose letter it was", async () => {
  const away = await run(async () => {
    throw Object.assign(new Error("zoe@example.com could not be reached"), { code: "ECONNECTION" });
  });
  expect(away.failure).toBeInstanceOf(TryAgainLater);
  const busy = await run(async () => {
    throw Object.assign(new Error("450 zoe@example.com: later"), { code: "EENVELOPE", responseCode: 450 });
  });
  expect(busy.failure).toBeInstanceOf(TryAgainLater);
  const refused = await run(async () => {
    throw Object.assign(new Error("550 no zoe@example.com here"), { code: "EENVELOPE", responseCode: 550 });
  });
  expect(refused.failure).toBeNull();
  expect(refused.log).toContain("EENVELOPE 550");
  for (const { failure, log } of [away, busy, refused]) expect(`${String(failure)} ${log}`).not.toContain("zoe");
});

test("nothing of a mail that was sent stays on the signal, which lives as long as the process", async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    listeners += 1;
    add(...given);
  };
  signal.removeEventListener = (...given: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...given);
  };
  await run(async () => undefined, job(), signal);
  await run(async () => Promise.reject(Object.assign(new Error("away"), { code: "ECONNECTION" })), job(), signal);
  expect(listeners).toBe(0);
});

test("a silent server does not hold up the end of the process", async () => {
  const ending = new AbortController();
  const running = run(() => new Promise(() => undefined), job(), ending.signal);
  ending.abort();
  expect((await running).failure).toBeInstanceOf(TryAgainLater);
});
