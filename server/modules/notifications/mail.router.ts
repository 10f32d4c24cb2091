import { createHash, timingSafeEqual } from "node:crypto";
import { json, type Request, type Response, Router, urlencoded } from "express";
import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import { write } from "../../platform/write.js";
import { bouncesFrom } from "./bounces.js";
import { stopEmail } from "./email-stop.service.js";
import { NotificationSettings } from "./settings.js";
import { type Unsubscription, unsubscriptionOf } from "./unsubscribe.js";
import { unsubscribe } from "./unsubscribe.service.js";
import { badLinkPage, confirmPage, donePage } from "./unsubscribe-page.js";
import { type Language, languageOf } from "./words.js";

/** What mails lead to, and what mail servers have to say. */
export function mailRouter(services: Services): Router {
  const router = Router();
  // By RFC 8058: a mail program posts without a person, and whoever only follows the link is asked first.
  router.get("/unsubscribe/:token", (request, response) => showUnsubscribe(services, request, response));
  router.post("/unsubscribe/:token", urlencoded({ extended: false, limit: "4kb" }), (request, response) =>
    doUnsubscribe(services, request, response),
  );
  router.post("/bounces", allowBounces(services), json({ limit: "64kb" }), (request, response) =>
    takeBounces(services, request, response),
  );
  return router;
}

/** The link's meaning, and the language of the person whose it is; null for a link that is none, and a person who is gone. */
async function readLink(services: Services, request: Request) {
  const unsubscription = unsubscriptionOf(services.secret, String(request.params.token));
  if (!unsubscription) return null;
  const [person] = await poolReader(poolOf(services.reserved)).rows<{ locale: string }>(
    "select locale from users where id = $1",
    [unsubscription.userId],
  );
  return person ? { unsubscription, language: languageOf(person.locale) } : null;
}

async function showUnsubscribe(services: Services, request: Request, response: Response): Promise<void> {
  const link = await readLink(services, request);
  if (!link) return showBadLink(request, response);
  show(response, 200, confirmPage(link.language, link.unsubscription.kinds));
}

async function doUnsubscribe(services: Services, request: Request, response: Response): Promise<void> {
  const link = await readLink(services, request);
  if (!link) return showBadLink(request, response);
  await write(services, (tx) => unsubscribe(tx, link.unsubscription satisfies Unsubscription));
  show(response, 200, donePage(link.language, link.unsubscription.kinds, services.publicUrl));
}

function showBadLink(request: Request, response: Response): void {
  const language: Language = request.acceptsLanguages("de", "en") === "de" ? "de" : "en";
  show(response, 404, badLinkPage(language));
}

function show(response: Response, status: number, page: string): void {
  response.status(status).set({ "Cache-Control": "no-store", "X-Robots-Tag": "noindex" }).type("html").send(page);
}

/** Whoever does not know the secret learns nothing; without one there is nothing here. */
function allowBounces({ settings }: Services) {
  const { MAIL_BOUNCE_SECRET: secret } = settings.of(NotificationSettings);
  return (request: Request, response: Response, next: () => void): void => {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (secret === undefined) refuse(response, 404, "There is nothing here.");
    else if (!isSame(given, secret)) refuse(response.set("WWW-Authenticate", "Bearer"), 401, "This is not the secret.");
    else next();
  };
}

/** Takes as long whatever is given. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

async function takeBounces(services: Services, request: Request, response: Response): Promise<void> {
  const addresses = bouncesFrom(request.body);
  if (addresses === null) return refuse(response, 400, "These are not bounces: see docs/notifications.md.");
  const people = await poolReader(poolOf(services.reserved)).rows<{ id: string }>(
    "select id from users where email = any($1) order by id",
    [addresses],
  );
  for (const { id } of people) await write(services, (tx) => stopEmail(tx, id));
  response.status(204).end();
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).json({ errors: [{ message }] });
}
