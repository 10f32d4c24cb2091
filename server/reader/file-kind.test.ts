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

  const attached = (content: string, name: string, more = "") => ({
    objects: [
      `<< /Type /EmbeddedFile /Subtype /text#2Fxml /Length ${content.length} >>\nstream\n${content}\nendstream`,
      `<< /Type /Filespec /F (${name}) /UF <FEFF${Buffer.from(`\0${[...name].join("\0")}`).toString("hex")}> /EF << /F 900 0 R /UF 900 0 R >> /AFRelationship /Data >>`,
      "<< /S /GoTo /D [10 0 R /Fit] >>",
      "<< /F 900 0 R >>",
    ],
    catalogue: `/AF [901 0 R] /Names << /EmbeddedFiles << /Names [(a) 901 0 R] >> >> ${more}`,
  });
  const INVOICE = '<?xml version="1.0"?><rsm:CrossIndustryInvoice><Header/></rsm:CrossIndustryInvoice>';

  test.each([
    ["opens at a page", "/OpenAction [10 0 R /Fit]"],
    ["opens at a place with a name", "/OpenAction (chapter.1)"],
    ["goes to a place when it is opened", "/OpenAction << /S /GoTo /D (chapter.1) >>"],
    ["says so elsewhere", "/OpenAction 902 0 R"],
    ["has fields to fill in", "/AcroForm << /Fields [900 0 R] /NeedAppearances true >>"],
    ["is signed", "/AcroForm << /Fields [900 0 R] /SigFlags 3 >> /Perms << /DocMDP 901 0 R >>"],
    ["has a table of no files", "/Names << /EmbeddedFiles << /Names [] >> >>"],
    ["has links", "/PieceInfo << /A << /S /URI /URI (https://example.org) >> >>"],
  ])("a PDF that %s", (_, catalogue) => {
    const objects = ["<< /FT /Tx /T (a) /V (b) >>", "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>"];
    const move = "<< /S /GoTo /D [10 0 R /Fit] >>";
    expect(judge(tinyPdf({ pages: [""], catalogue, objects: [...objects, move] }))).toBe("PDF");
    const packed = [`<< ${catalogue.replace("902", "951")} >>`, move];
    expect(judge(tinyPdf({ pages: [""], packed, objects }))).toBe("PDF");
  });

  test("an invoice with its data beside it, as XML, text or another PDF", () => {
    expect(judge(tinyPdf({ pages: [""], ...attached(INVOICE, "factur-x.xml") }))).toBe("PDF");
    expect(judge(tinyPdf({ pages: [""], ...attached("Thank you.\r\n", "notes.txt") }))).toBe("PDF");
    expect(judge(tinyPdf({ pages: [""], ...attached(PDF.toString("latin1"), "terms.pdf") }))).toBe("PDF");
    const elsewhere = attached(INVOICE, "factur-x.xml");
    elsewhere.objects[1] = elsewhere.objects[1]!.replace(/\/EF <<.*?>>/, "/EF 903 0 R");
    expect(judge(tinyPdf({ pages: [""], ...elsewhere }))).toBe("PDF");
    const { objects, catalogue } = attached(INVOICE, "factur-x.xml");
    const packed = [objects[1]!.replaceAll("901", "950"), objects[3]!];
    expect(judge(tinyPdf({ pages: [""], objects: [objects[0]!], packed, catalogue }))).toBe("PDF");
  });

  test("no PDF with files that are something else, or cannot be looked into", () => {
    const evil = PDF.toString("latin1").replace("/Pages 2 0 R", "/Pages 2 0 R /OpenAction << /S /JavaScript >>");
    for (const [content, name] of [
      ["MZ\x90\0\x03", "invoice.xml"],
      ["PK\x03\x04", "invoice.txt"],
      ["<html><script>alert(1)</script></html>", "invoice.xml"],
      [`<?xml version="1.0"?><svg onload="alert(1)"/>`, "invoice.xml"],
      ["#!/bin/sh\n", "invoice.txt"],
      ["start calc.exe", "invoice.bat"],
      ["start calc.exe", "invoice.xml.b\\141t"],
      [evil, "terms.pdf"],
      [tinyPdf({ pages: [""], ...attached("Thank you.", "notes.txt") }).toString("latin1"), "terms.pdf"],
    ] as const)
      expect(judge(tinyPdf({ pages: [""], ...attached(content, name) }))).toBe("ACTIVE_CONTENT");
    const away = attached(INVOICE, "factur-x.xml");
    for (const files of ["/EF << /F 990 0 R >>", "/EF 990 0 R", "/EF << >>", "/EF [900 0 R]"]) {
      const objects = away.objects.map((object) => object.replace(/\/EF <<.*?>>/, files));
      expect(judge(tinyPdf({ pages: [""], ...away, objects }))).toBe("ACTIVE_CONTENT");
    }
    const locked = away.objects.map((object) =>
      object.replace("/Type /EmbeddedFile", "/Type /EmbeddedFile /Filter /LZWDecode"),
    );
    expect(judge(tinyPdf({ pages: [""], ...away, objects: locked }))).toBe("ACTIVE_CONTENT");
    const untyped = attached("MZ\x90\0\x03", "invoice.xml");
    untyped.objects[0] = untyped.objects[0]!.replace("/Type /EmbeddedFile", "");
    expect(judge(tinyPdf({ pages: [""], ...untyped }))).toBe("ACTIVE_CONTENT");
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
    "/OpenAction << /S /URI /URI (https://example.org) >>",
    "/OpenAction << /S /GoTo /D (a>>) /Next << /S /URI /URI (https://example.org) >> >>",
    "/A << /S /SubmitForm /F (https://example.org) >>",
    "/A << /S /ImportData /F (a.fdf) >>",
    "/A << /S /GoToR /F (//example.org/a.pdf) >>",
    "/AcroForm << /XFA 900 0 R >>",
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
