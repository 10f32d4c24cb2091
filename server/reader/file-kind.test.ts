import { deflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "@jest/globals";
import sharp from "sharp";
import { tinyPdf } from "../test/receipt-files.js";
import { fileKind } from "./file-kind.js";

let jpeg: Buffer;
let png: Buffer;
let webp: Buffer;

beforeAll(async () => {
  const noise = {
    width: 60,
    height: 80,
    channels: 3,
    background: "white",
    noise: { type: "gaussian", mean: 128, sigma: 30 },
  };
  const image = () => sharp({ create: noise as never });
  [jpeg, png, webp] = await Promise.all([
    image().jpeg().toBuffer(),
    image().png().toBuffer(),
    image().webp().toBuffer(),
  ]);
});

const PDF = tinyPdf({ pages: ["Total 12.50"] });
const judge = (...parts: (Buffer | string)[]) => {
  const judged = fileKind(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))),
  );
  return "problem" in judged ? judged.problem : judged.kind;
};

/** One file in a ZIP, as any program makes it: its end says where it begins, so that it may stand behind anything. */
function zip(): Buffer {
  const content = deflateRawSync("harmless");
  const local = Buffer.alloc(31);
  local.write("PK\x03\x04", "latin1");
  const central = Buffer.alloc(47);
  central.write("PK\x01\x02", "latin1");
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  return Buffer.concat([local, content, central, end]);
}

describe("what is taken", () => {
  test("the kinds that phones, screens and shops make", async () => {
    expect([judge(jpeg), judge(png), judge(webp), judge(PDF)]).toEqual(["IMAGE", "IMAGE", "IMAGE", "PDF"]);
    const progressive = await sharp(jpeg).jpeg({ progressive: true, chromaSubsampling: "4:4:4" }).toBuffer();
    expect(judge(progressive)).toBe("IMAGE");
  });

  test("a JPEG with what phones put behind it: zeroes, a second picture, a second of film, notes", () => {
    const film = "\0\0\0\x18ftypmp42\0\0\0\0isommp42\0\0\0\x08moov";
    for (const after of ["\0\0\0\0", jpeg, film, "\x01\x02SEFH\x6b\0\0\0SEFT"])
      expect(judge(jpeg, after)).toBe("IMAGE");
  });

  test("a PDF that opens at a page", () => {
    expect(judge(tinyPdf({ pages: [""], catalogue: "/OpenAction [10 0 R /Fit]" }))).toBe("PDF");
  });
});

describe("what is refused", () => {
  test("nothing", () => expect(judge()).toBe("EMPTY"));

  test.each(["ftypheic", "ftypmif1", "ftypheix", "ftypavif", "ftyphevc"])("HEIC by its brand: %s", (brand) => {
    expect(judge(`\0\0\0\x18${brand}\0\0\0\0`)).toBe("HEIC");
  });

  test.each([
    "GIF89a\x01\0",
    "II*\0\x08\0\0\0",
    "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "BM1234",
    "\x7fELF\x02",
    "a",
    "%PDX",
  ])("another kind: %j", (file) => expect(judge(file)).toBe("OTHER_KIND"));

  test("a file without its end, wherever it was cut", () => {
    for (const whole of [jpeg, png, webp]) {
      for (const part of [0.3, 0.6, 0.95]) expect(judge(whole.subarray(0, whole.length * part))).toBe("DAMAGED");
      expect(judge(whole.subarray(0, -1))).toBe("DAMAGED");
    }
    expect(judge(PDF.subarray(0, PDF.length / 2))).toBe("DAMAGED");
    expect(judge("\xff\xd8\xff")).toBe("DAMAGED");
  });

  test("an image that is something else as well", () => {
    for (const image of [jpeg, png, webp]) {
      for (const other of [
        zip(),
        PDF,
        "<html><script>alert(1)</script>",
        "\x7fELF\x02\x01\x01",
        "MZ\x90\0",
        "#!/bin/sh\n",
        "\n<?php ",
      ])
        expect(judge(image, other)).toBe("POLYGLOT");
    }
    expect(judge(jpeg, "\0\0\0\x18ftypmp42", zip())).toBe("POLYGLOT");
  });

  test("an image whose notes are a page, or a document", () => {
    const comment = (text: string) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(text.length + 2);
      return [jpeg.subarray(0, 2), "\xff\xfe", length, text, jpeg.subarray(2)];
    };
    expect(judge(...comment("a photo"))).toBe("IMAGE");
    expect(judge(...comment("<script>alert(1)</script>"))).toBe("POLYGLOT");
    expect(judge(...comment("%PDF-1.4"))).toBe("POLYGLOT");
  });

  test("a PDF that begins, or ends, as something else", () => {
    expect(judge("GIF89a = 1;\n", PDF)).toBe("POLYGLOT");
    expect(judge(PDF, zip())).toBe("POLYGLOT");
    expect(judge(PDF, "<html>")).toBe("POLYGLOT");
    expect(judge(PDF, jpeg)).toBe("PDF");
  });

  test.each([
    "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
    "/OpenAction 900 0 R",
    "/AA << /O 900 0 R >>",
    "/AcroForm << /Fields [] >>",
    "/AcroForm << /XFA 900 0 R >>",
    "/Names << /EmbeddedFiles 900 0 R >>",
    "/J#61vaScript 900 0 R",
    "/#4a#53 (x)",
    "/Launch << /F (cmd.exe) >>",
    "/RichMedia 900 0 R",
  ])("a PDF that does something: %s", (catalogue) => {
    expect(judge(tinyPdf({ pages: ["a"], catalogue }))).toBe("ACTIVE_CONTENT");
    expect(judge(tinyPdf({ pages: ["a"], packed: ["<< /A 1 >>", `<< ${catalogue} >>`] }))).toBe("ACTIVE_CONTENT");
  });

  test("a PDF whose packed objects cannot be looked at, or are too many", () => {
    const packed = (filter: string, content = "x") =>
      tinyPdf({
        pages: ["a"],
        objects: [`<< /Type /ObjStm /N 1 /First 4 ${filter} /Length 1 >>\nstream\n${content}\nendstream`],
      });
    expect(judge(packed("/Filter /LZWDecode"))).toBe("DAMAGED");
    expect(judge(packed("/Filter /FlateDecode"))).toBe("DAMAGED");
    expect(judge(packed("/Filter [/FlateDecode /ASCIIHexDecode]"))).toBe("DAMAGED");
    expect(judge(tinyPdf({ pages: ["a"], packed: [" ".repeat(33 * 1024 * 1024)] }))).toBe("DAMAGED");
    expect(judge(tinyPdf({ pages: ["a"], packed: ["<< /A 1 >>"] }))).toBe("PDF");
  });

  test("a PDF that asks for a password", () => {
    expect(judge(tinyPdf({ pages: ["a"], trailer: "/Encrypt 900 0 R" }))).toBe("LOCKED");
  });
});
