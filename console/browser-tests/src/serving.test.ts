import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "./server.js";

const BUNDLE = fileURLToPath(new URL("../../target/bundle/", import.meta.url));

let server: Server;

beforeAll(async () => {
  server = await Server.start();
});

afterAll(() => server.stop());

const get = (path: string) => fetch(server.url + path, { redirect: "manual" });

test("the page may load and ask this server only, and has no place where a text becomes a program", async () => {
  const page = await get("/console");
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(page.status).toBe(200);
  expect(page.headers.get("cache-control")).toBe("no-cache");
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
  expect(policy).not.toMatch(/unsafe|http|\*|data:/);
  const html = await page.text();
  expect(html).not.toMatch(/https?:|<style|<script(?![^>]*src=)|\son[a-z]+=|style=/);
});

test("each file is what was built, named by its content, and kept by browsers for good", async () => {
  const sums = readFileSync(`${BUNDLE}SHA256SUMS`, "utf8").trim().split("\n");
  expect(sums.length).toBeGreaterThan(3);
  for (const line of sums) {
    const [sum, name = ""] = line.split("  ");
    const answer = await get(name === "index.html" ? "/console" : `/${name}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex"), name).toBe(sum);
    if (name !== "index.html") {
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    }
  }
});

test("what is beside the page leads to it, or is nothing", async () => {
  const slash = await get("/console/");
  expect([slash.status, slash.headers.get("location")]).toEqual([302, "/console"]);
  expect((await get("/console/nothing.js")).status).toBe(404);
  expect((await get("/console/files.json")).status).toBe(404);
});
