import { describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "../../src/encoding/base64url.js";
import { ProtocolViolation } from "../../src/encoding/violation.js";

describe("base64url", () => {
  it("comes back, whatever the length", () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 0xff);
      const text = toBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64Url(text, "field")).toEqual(bytes);
    }
  });

  it.each(["A", "AAAAA", "AB", "AA==", "AA+A", "AA/A", "AAÿA", "AA A", "AAB"])(
    "refuses %s",
    (text) => {
      expect(() => fromBase64Url(text, "there")).toThrow(ProtocolViolation);
    },
  );
});
