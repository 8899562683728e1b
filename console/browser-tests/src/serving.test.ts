import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server as WebServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser, endChromium, LEFT_OUT } from "./browser.js";
import { PASSWORD, Server } from "./server.js";

const BUNDLE = fileURLToPath(new URL("../../target/bundle/", import.meta.url));

let server: Server;
let elsewhere: WebServer;

beforeAll(async () => {
  elsewhere = await webServer();
  server = await Server.start("--cors-origin", originOf(elsewhere));
  await server.professionals("Anna");
});

afterAll(async () => {
  await endChromium();
  await new Promise((resolve) => elsewhere.close(resolve));
  await server.stop();
});

/** A web server that knows nothing of Salus, with the bundle. */
async function webServer(): Promise<WebServer> {
  const types = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
  const made = createServer(({ url = "" }, response) => {
    const name = url === "/" ? "index.html" : url.slice(1);
    const type = types[name.slice(name.lastIndexOf(".") + 1) as keyof typeof types];
    response.writeHead(200, { "Content-Type": type, Connection: "close" });
    response.end(readFileSync(BUNDLE + name));
  });
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return made;
}

function originOf(made: WebServer): string {
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

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
  expect(html).not.toMatch(
    /(src|href)="(?!\.\/console\/)|<style|<script(?![^>]*src=)|\son[a-z]+=|style=/,
  );
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

test.skipIf(LEFT_OUT)(
  "the same files work from another server, which has nothing else of it",
  async () => {
    const browser = await Browser.start();
    try {
      await browser.page.goto(originOf(elsewhere));
      await browser.on("Log in", "sign-in-elsewhere");
      await browser.fill("Server", server.url);
      await browser.fill("Login", "Anna");
      await browser.fill("Password", PASSWORD);
      await browser.press("Enter");
      await browser.on("Make your keys");
      expect(browser.complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);
