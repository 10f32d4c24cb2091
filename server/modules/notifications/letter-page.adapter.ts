import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Hr } from "@react-email/hr";
import { Html } from "@react-email/html";
import { Link } from "@react-email/link";
import { Preview } from "@react-email/preview";
import { render, toPlainText } from "@react-email/render";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import { createElement as element, type ReactNode } from "react";
import type { LetterContent, LetterItem } from "./letter.js";
import { say } from "./words.js";

const FONT = 'system-ui, -apple-system, "Segoe UI", sans-serif';

/** The web's own colours, in the light. */
const LIGHT = {
  canvas: "#FAF9F6",
  surface: "#FFFFFF",
  line: "#E4E0D6",
  fg: "#1B1A17",
  muted: "#5E594F",
  accent: "#0B6B57",
};

/** And in the dark, where whoever shows the mail knows that there are both: what is inline else goes first. */
const DARK = `
  @media (prefers-color-scheme: dark) {
    .canvas, .canvas > table > tbody > tr > td { background-color: #141311 !important; }
    .card { background-color: #1C1B18 !important; border-color: #34312A !important; }
    .line { border-color: #34312A !important; }
    .fg { color: #F3F0E8 !important; }
    .muted { color: #B3AC9E !important; }
    .button { background-color: #55CFA9 !important; color: #06251C !important; }
  }`;

/** A mail as a page, and as the same in plain text. No picture and nothing else is fetched from anywhere. */
export async function renderLetter(content: LetterContent): Promise<{ html: string; text: string }> {
  const html = await render(page(content));
  return { html, text: toPlainText(html, { selectors: [{ selector: "h1", options: { uppercase: false } }] }) };
}

function page(content: LetterContent): ReactNode {
  const { language, subject, items, more } = content;
  const paragraphs = items.length === 1 ? oneThing(items[0]!, content) : items.map((item) => listed(item));
  return element(
    Html,
    { lang: language },
    element(
      Head,
      null,
      element("meta", { name: "color-scheme", content: "light dark" }),
      element("meta", { name: "supported-color-schemes", content: "light dark" }),
      element("title", null, subject),
      element("style", null, DARK),
    ),
    element(Preview, null, items.map(({ text }) => text).join(" · ")),
    element(
      Body,
      {
        className: "canvas",
        style: { margin: 0, padding: "24px 12px", backgroundColor: LIGHT.canvas, fontFamily: FONT },
      },
      element(
        Container,
        {
          className: "card",
          style: {
            maxWidth: 560,
            padding: "24px",
            backgroundColor: LIGHT.surface,
            border: `1px solid ${LIGHT.line}`,
            borderRadius: 12,
          },
        },
        element(Text, { className: "muted", style: { ...SMALL, marginTop: 0 } }, say(language, "product")),
        element(Section, null, paragraphs),
        more > 0 &&
          element(
            Text,
            { className: "muted", style: { ...SMALL, marginTop: 12 } },
            say(language, "more", { count: String(more) }),
          ),
        items.length > 1 && action(say(language, "openAll")!, content.url),
        element(Hr, { className: "line", style: { borderColor: LIGHT.line, margin: "24px 0 16px" } }),
        footer(content),
      ),
    ),
  );
}

const SMALL = { margin: "0 0 8px", color: LIGHT.muted, fontSize: 13, lineHeight: "20px" };

function oneThing({ text, url, when }: LetterItem, { language }: LetterContent): ReactNode {
  return [
    element(
      Heading,
      {
        as: "h1",
        key: "text",
        className: "fg",
        style: { margin: "0 0 8px", color: LIGHT.fg, fontSize: 20, lineHeight: "28px" },
      },
      text,
    ),
    element(Text, { key: "when", className: "muted", style: SMALL }, when),
    element("div", { key: "action" }, action(say(language, "open")!, url)),
  ];
}

function listed({ text, url, when }: LetterItem): ReactNode {
  return element(
    "div",
    { key: `${url} ${text}`, className: "line", style: { padding: "10px 0", borderBottom: `1px solid ${LIGHT.line}` } },
    element(
      Link,
      {
        href: url,
        className: "fg",
        style: { color: LIGHT.fg, fontSize: 16, lineHeight: "24px", textDecoration: "none" },
      },
      text,
    ),
    element(Text, { className: "muted", style: { ...SMALL, margin: 0 } }, when),
  );
}

function action(words: string, url: string): ReactNode {
  const style = {
    marginTop: 8,
    padding: "12px 20px",
    backgroundColor: LIGHT.accent,
    color: "#FFFFFF",
    borderRadius: 6,
    fontSize: 16,
    fontWeight: 600,
  };
  return element(Button, { href: url, className: "button", style }, words);
}

function footer({ language, settingsUrl, unsubscribeUrl }: LetterContent): ReactNode {
  const link = (url: string, words: string) =>
    element(Link, { href: url, className: "muted", style: { color: LIGHT.muted, textDecoration: "underline" } }, words);
  return element(
    Text,
    { className: "muted", style: { ...SMALL, margin: 0 } },
    say(language, "why"),
    " ",
    link(unsubscribeUrl, say(language, "unsubscribe")!),
    " · ",
    link(settingsUrl, say(language, "settings")!),
  );
}
