import { describe, expect, test } from "@jest/globals";
import type { ReadField } from "../receipt-reading.js";
import { agreedMerchant } from "./agreed-merchant.js";

function field(value: string, confidence: number): ReadField<string> {
  return { value, confidence, filled: confidence >= 0.8, place: null, alternatives: [] };
}

describe("the merchant that readings tell together", () => {
  test("is the one that most of them say, in the words of the surest", () => {
    const agreed = agreedMerchant([field("Hlen", 0.5)], [field("HARBOUR LIGHTS", 0.55), field("HARB0UR LIGHTS", 0.45)]);
    expect(agreed).toMatchObject({ value: "HARBOUR LIGHTS", filled: false });
    expect(agreed?.alternatives).toContain("Hlen");
  });

  test("is less sure where another name is read as well, and is filled in where none is", () => {
    const [page, head] = [field("HARBOUR LIGHTS", 0.9), field("Quay Street", 0.6)];
    expect(agreedMerchant([page], [page])).toMatchObject({ value: "HARBOUR LIGHTS", confidence: 0.9, filled: true });
    expect(agreedMerchant([page], [head])).toMatchObject({ value: "HARBOUR LIGHTS", filled: false });
  });

  test("is that of the page where its head says nothing, and of the head where the page says none", () => {
    expect(agreedMerchant([field("HARBOUR LIGHTS", 0.4)], [null])?.value).toBe("HARBOUR LIGHTS");
    expect(agreedMerchant([null], [field("HARBOUR LIGHTS", 0.4)])?.value).toBe("HARBOUR LIGHTS");
    expect(agreedMerchant([null], [null])).toBeNull();
  });
});
