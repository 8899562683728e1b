import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sealBox } from "../../src/primitives/box.js";
import { platformRandom } from "../../src/primitives/random.js";
import { fromBase64Url, toBase64Url } from "../../src/encoding/base64url.js";
import { utf8 } from "../../src/encoding/bytes.js";
import { pae } from "../../src/encoding/pae.js";
import { accountOf } from "../../src/keys/account.js";
import { deriveFileKey, parseKeyFile } from "../../src/keys/keyfile.js";
import { passphraseBytes } from "../../src/keys/passphrase.js";
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

  it("t19 knows whose rings it has", async () => {
    expect(await store().owners()).toEqual([]);
    await kept();
    await store().bind(accountOf("https://salus.example", "bob"), OWNER.replace(/.$/, "0"));
    expect(await store().owners()).toEqual([OWNER]);
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

  it("knows whose keys an account uses, whoever wrote the address how", async () => {
    const account = accountOf("HTTPS://Records.example/salus/", "Ännä");
    expect(account).toEqual({ server: "https://records.example:443/salus", login: "ännä" });
    expect(await store().owner(account)).toBeUndefined();
    await store().bind(account, OWNER);
    expect(await store().owner(accountOf("https://records.example/salus", "äNNÄ"))).toBe(OWNER);
    const [name] = await readdir(directory);
    expect(name).toMatch(/^[\w-]{43}\.account$/);
    await writeFile(join(directory, name ?? ""), "somebody");
    await expect(store().owner(account)).rejects.toMatchObject({ reason: "MALFORMED" });
  });

  it("reads what was noted beside the file, and removes that as it writes", async () => {
    const ring = await newRing();
    const made = store();
    await made.save(ring);
    await made.close();
    const keyFile = parseKeyFile(await readFile(file));
    const key = await deriveFileKey(passphraseBytes("x"), keyFile);
    const noted = {
      seen: {
        "018bcfe5-6800-7000-8000-000000000001": {
          version: 3,
          keyGeneration: 1,
          author: OWNER,
          created: 7,
          revoked: [],
          signatureHash: ring.current().keyId,
        },
      },
    };
    const aad = pae("salus/v1/key-file-seen", OWNER, fromBase64Url(keyFile.salt, "salt"));
    const box = await sealBox(key.reveal(), utf8(JSON.stringify(noted)), aad, platformRandom);
    const notes = join(directory, `${OWNER}.seen`);
    await writeFile(notes, `\ncut by a crash\n${toBase64Url(box)}\n`, { mode: 0o600 });
    const again = store();
    const read = await again.load(OWNER);
    expect(contents(read)).toMatchObject(noted);
    await again.save(read ?? ring);
    expect(await readdir(directory)).not.toContain(`${OWNER}.seen`);
  });

  it("notes what was seen beside the file, which the next writing has", async () => {
    const [one, ring] = [store(), await newRing()];
    const id = "018bcfe5-6800-7000-8000-000000000001";
    await one.save(ring);
    const before = await readFile(file);
    for (const version of [1, 2]) {
      const signatureHash = ring.current().keyId;
      const seen = { version, keyGeneration: 1, author: OWNER, created: 7, revoked: [] };
      ring.recordSeen(id, { ...seen, signatureHash });
      await one.note(ring, [id]);
    }
    expect(await readFile(file)).toEqual(before);
    expect((await stat(join(directory, `${OWNER}.seen`))).mode & 0o777).toBe(0o600);
    await one.close();
    const again = store();
    const read = await again.load(OWNER);
    expect(read?.seen(id)?.version).toBe(2);
    await again.save(read ?? ring);
    await again.close();
    expect(await readdir(directory)).toEqual([`${OWNER}.keys`]);
    expect((await store().load(OWNER))?.seen(id)?.version).toBe(2);
  });

  it("says what the file system said", async () => {
    await writeFile(directory, "no directory");
    await expect(store().load(OWNER)).rejects.toMatchObject({ reason: "IO" });
  });
});
