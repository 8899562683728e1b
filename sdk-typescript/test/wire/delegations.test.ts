import { describe, expect, it } from "vitest";
import { toBase64Url } from "../../src/encoding/base64url.js";
import { DelegationGraph } from "../../src/wire/delegations.js";
import { delegationDigest, type Grant, type Permission } from "../../src/wire/grant.js";

const [ANNA, BERT, CARL, DORA] = ["anna", "bert", "carl", "dora"];

/** A grant of one delegation; ids and names are short, since the graph does not look at their form. */
function grant(
  by: string,
  exchangeId: string,
  delegate: string,
  more: { parents?: string[]; permission?: Permission; generation?: number } = {},
): Grant {
  const { parents = [], permission = "WRITE", generation = 1 } = more;
  const delegations = { [exchangeId]: { delegate, permission, wrapped: "w" } };
  const signature = `${by} ${exchangeId}`;
  return { by, signedBy: "k", grantedAt: 0, generation, parents, delegations, signature };
}

function graph(grants: readonly Grant[], revoked: [string, number][] = []): DelegationGraph {
  const locked = revoked.map(([delegate, generation]) => ({ delegate, generation }));
  return new DelegationGraph(ANNA, locked, grants);
}

function valid(of: DelegationGraph): readonly string[] {
  return [...of.valid.keys()].sort();
}

const own = grant("anna", "a", "anna");
const toBert = grant("anna", "b", "bert");
const toCarl = grant("bert", "c", "carl", { parents: ["b"] });
const toDora = grant("carl", "d", "dora", { parents: ["c"], permission: "READ" });

describe("a delegation is valid", () => {
  it("if it hangs on the author", () => {
    expect(valid(graph([toDora, toCarl, toBert, own]))).toEqual(["a", "b", "c", "d"]);
    expect(valid(graph([own, toCarl, toDora]))).toEqual(["a"]);
    expect(valid(graph([grant("bert", "c", "carl")]))).toEqual([]);
  });

  it("not through a parent of less permission, of another holder, or of a later generation", () => {
    const read = grant("anna", "b", "bert", { permission: "READ" });
    expect(valid(graph([read, toCarl]))).toEqual(["b"]);
    expect(valid(graph([toBert, grant("dora", "c", "carl", { parents: ["b"] })]))).toEqual(["b"]);
    const later = grant("anna", "b", "bert", { generation: 2 });
    expect(valid(graph([later, toCarl]))).toEqual(["b"]);
  });

  it("not if it is revoked, until it is given anew", () => {
    expect(valid(graph([own, toBert, toCarl], [["bert", 2]]))).toEqual(["a"]);
    const anew = grant("anna", "e", "bert", { generation: 2 });
    expect(valid(graph([own, toBert, anew], [["bert", 2]]))).toEqual(["a", "e"]);
  });

  it("not if it is carried by what it carries", () => {
    const ring = [
      grant("bert", "c", "carl", { parents: ["d"] }),
      grant("carl", "d", "bert", { parents: ["c"] }),
    ];
    expect(valid(graph([own, ...ring]))).toEqual(["a"]);
  });
});

describe("what is removed", () => {
  it("takes with it what hangs on it alone, and leaves the digests", () => {
    const left = graph([own, toBert, toCarl, toDora]).without(["b"]);
    expect(left.flatMap((each) => Object.keys(each.delegations))).toEqual(["a"]);
    const digest = toBase64Url(delegationDigest("c", { delegate: "carl", permission: "WRITE" }));
    expect(left[2]?.gone).toEqual([digest]);
    expect(graph(left).isEvidenceOfWriting("c", CARL)).toBe(true);
    expect(graph(left).isEvidenceOfWriting("d", DORA)).toBe(false);
    expect(graph(left).isEvidenceOfWriting("c", BERT)).toBe(false);
  });

  it("is no evidence any more once its holder was revoked", () => {
    const left = graph([own, toBert]).without(["b"]);
    expect(graph(left).isEvidenceOfWriting("b", BERT)).toBe(true);
    expect(graph(left, [["bert", 2]]).isEvidenceOfWriting("b", BERT)).toBe(false);
  });
});

it("permission is the most that somebody holds, ancestors are all that it hangs on", () => {
  const of = graph([own, toBert, toCarl, toDora, grant("anna", "e", "dora")]);
  expect(of.permissionOf("dora")).toBe("WRITE");
  expect(of.permissionOf("emil")).toBeUndefined();
  expect([...of.ancestorsOf("d")].sort()).toEqual(["b", "c"]);
  expect(of.isVisibleTo("carl")).toBe(true);
});
