import { expect, test } from "@jest/globals";
import { refusedBefore, typeOf } from "./receipt-files.js";

const file = (name: string, type = "", size = 1_000) => ({ name, type, size });

test("a file is announced by its type, and by its name where a system knows none", () => {
  expect(typeOf(file("a.pdf", "application/pdf"))).toBe("application/pdf");
  expect(typeOf(file("SCAN.JPG"))).toBe("image/jpeg");
  expect(typeOf(file("notes"))).toBe("application/octet-stream");
});

test("what nobody will take is known before it is sent", () => {
  expect(refusedBefore(file("a.jpg", "image/jpeg"))).toBeNull();
  expect(refusedBefore(file("a.jpg", "image/jpeg", 0))).toBe("empty");
  expect(refusedBefore(file("a.jpg", "image/jpeg", 20 * 1024 * 1024))).toBeNull();
  expect(refusedBefore(file("a.jpg", "image/jpeg", 20 * 1024 * 1024 + 1))).toBe("tooLarge");
  expect(refusedBefore(file("IMG_1.HEIC"))).toBe("heic");
  expect(refusedBefore(file("a.txt", "text/plain"))).toBe("otherKind");
});
