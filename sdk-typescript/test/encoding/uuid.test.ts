import { describe, expect, it } from "vitest";
import { isUuid, uuidBytes, uuidOf } from "../../src/encoding/uuid.js";
import { randomUuid, timeOrderedUuid } from "../../src/primitives/randomuuid.js";
import { platformRandom } from "../../src/primitives/random.js";

describe("UUIDs", () => {
  it("have version and variant of RFC 9562", () => {
    expect(randomUuid(platformRandom)).toMatch(/^.{8}-.{4}-4.{3}-[89ab].{3}-.{12}$/);
    expect(timeOrderedUuid(Date.now(), platformRandom)).toMatch(/^.{8}-.{4}-7.{3}-[89ab].{3}-/);
  });

  it("of version 7 begin with their time", () => {
    expect(timeOrderedUuid(1_700_000_000_000, platformRandom)).toMatch(/^018bcfe5-6800-7/);
  });

  it("are their digits", () => {
    const id = "018bcfe5-6800-7000-8000-0000000000ff";
    expect(uuidOf(uuidBytes(id))).toBe(id);
  });

  it.each(["018BCFE5-6800-7000-8000-000000000001", "018bcfe5680070008000000000000001", ""])(
    "are not of another form: %s",
    (text) => {
      expect(isUuid(text)).toBe(false);
    },
  );
});
