import { describe, expect, it } from "vitest";
import { InvitationCode } from "../../src/account/invitationcode.js";
import { once, unhex, vectors } from "../vectors/files.js";

interface InvitationVectors {
  readonly cases: readonly {
    code: string;
    token: string;
    s: string;
    owner: string;
    keyId: string;
    proof: string;
  }[];
  readonly refused: readonly string[];
}

const file = vectors<InvitationVectors>("invitations.json");

describe("an invitation code", () => {
  it.each(file.cases)("is $code", (each) => {
    const made = InvitationCode.of(each.token, each.owner, once(unhex(each.s)));
    const read = InvitationCode.parse(each.code);
    expect(made.reveal()).toBe(each.code);
    expect(read.reveal()).toBe(each.code);
    expect([read.token, read.dataOwner]).toEqual([each.token, each.owner]);
    expect(read.proof(each.keyId)).toBe(each.proof);
    expect(read.isProof(each.proof, each.keyId)).toBe(true);
    expect(read.isProof(each.keyId, each.keyId)).toBe(false);
    expect(`${String(read)} ${JSON.stringify(read)}`).not.toContain(each.token);
  });

  it.each(file.refused)("is not '%s'", (text) => {
    expect(() => InvitationCode.parse(text)).toThrow(
      expect.objectContaining({ name: "Invalid", field: "code" }),
    );
  });

  it("has no token that is none", () => {
    expect(() => InvitationCode.of("AAAA", "x", once())).toThrow(
      expect.objectContaining({ kind: "BASE64URL" }),
    );
  });
});
