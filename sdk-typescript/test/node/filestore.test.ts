import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileKeyStore } from "../../src/node/filestore.js";
import { vectors } from "../vectors/files.js";
import { CHEAP, contents, newRing, OWNER } from "../keys/rings.js";

let directory: string;
let file: string;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), "salus-")), "keys");
  file = FileKeyStore.file(directory, OWNER);
});

afterEach(async () => {
  await rm(join(directory, ".."), { recursive: true, force: true });
});

function store(passphrase = "x"): FileKeyStore {
  return new FileKeyStore(directory, passphrase, { costs: CHEAP });
}

/** A file that is there, which nobody uses. */
async function kept(): Promise<unknown> {
  const [made, ring] = [store(), await newRing()];
  await made.save(ring);
  await made.close();
  return contents(ring);
}

describe("a store in a directory", () => {
  it("keeps a ring in a file that is its owner's alone, and nothing else beside it", async () => {
    const ring = await kept();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect(await readdir(directory)).toEqual([`${OWNER}.keys`]);
    expect(contents(await store().load(OWNER))).toEqual(ring);
  });

  it("s67 opens a file that the Java SDK has written", async () => {
    const [vector] = vectors<{
      cases: readonly { passphrase: string; keyFile: object; keyRing: unknown }[];
    }>("key-file.json").cases;
    await kept();
    await writeFile(file, JSON.stringify(vector?.keyFile));
    expect(contents(await store(vector?.passphrase).load(OWNER))).toEqual(vector?.keyRing);
  });

  it.each([0o640, 0o606])("refuses a file with permissions of others: %o", async (mode) => {
    await kept();
    await chmod(file, mode);
    await expect(store().load(OWNER)).rejects.toMatchObject({ reason: "PERMISSIONS" });
  });

  it("refuses a directory that others may write, also to write in", async () => {
    await kept();
    await chmod(directory, 0o770);
    await expect(store().load(OWNER)).rejects.toMatchObject({ reason: "PERMISSIONS" });
    await expect(store().save(await newRing())).rejects.toMatchObject({ reason: "PERMISSIONS" });
  });

  it("refuses a link in place of the file", async () => {
    await kept();
    await writeFile(join(directory, "elsewhere"), await readFile(file), { mode: 0o600 });
    await rm(file);
    await symlink(join(directory, "elsewhere"), file);
    await expect(store().load(OWNER)).rejects.toMatchObject({ reason: "NOT_A_FILE" });
  });

  it("is told that a file is in use, but not by a process that is gone", async () => {
    await kept();
    const one = store();
    await one.load(OWNER);
    await expect(store().load(OWNER)).rejects.toMatchObject({ reason: "IN_USE" });
    await one.close();
    // larger than any process id
    await writeFile(join(directory, `${OWNER}.pid`), "4194999");
    expect(await store().load(OWNER)).toBeDefined();
  });

  it("writes nothing over what somebody else has written meanwhile", async () => {
    await kept();
    const one = store();
    const ring = await one.load(OWNER);
    await rm(file);
    await writeFile(file, "what another program keeps", { mode: 0o600 });
    await expect(one.save(ring ?? (await newRing()))).rejects.toMatchObject({ reason: "IN_USE" });
    expect(await readFile(file, "utf8")).toBe("what another program keeps");
  });

  it("says what the file system said", async () => {
    await writeFile(directory, "no directory");
    await expect(store().load(OWNER)).rejects.toMatchObject({ reason: "IO" });
  });
});
