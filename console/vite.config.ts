import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** Lists the files of the bundle: for the server with their types, for people with their hashes. */
function lists(): Plugin {
  return {
    name: "salus-lists",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const files = Object.values(bundle).sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
        const types = files.map(({ fileName }) => {
          const type = TYPES[fileName.slice(fileName.lastIndexOf(".") + 1)];
          if (type === undefined) {
            throw new Error(`${fileName} is of a type that the server does not know`);
          }
          return [fileName, type];
        });
        const hashes = files.map((file) => {
          const content = file.type === "chunk" ? file.code : file.source;
          return `${createHash("sha256").update(content).digest("hex")}  ${file.fileName}\n`;
        });
        const source = JSON.stringify(Object.fromEntries(types), undefined, 2) + "\n";
        this.emitFile({ type: "asset", fileName: "files.json", source });
        this.emitFile({ type: "asset", fileName: "SHA256SUMS", source: hashes.join("") });
      },
    },
  };
}

/** The page's own policy, for web servers that send none: as a Salus server's, but for any server. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self' https: wss: http://localhost:* ws://localhost:* http://127.0.0.1:* ws://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

function policy(): Plugin {
  const attrs = { "http-equiv": "Content-Security-Policy", content: POLICY };
  return {
    name: "salus-policy",
    apply: "build",
    transformIndexHtml: () => [{ tag: "meta", attrs, injectTo: "head-prepend" }],
  };
}

export default defineConfig({
  // the same files work at /console of a server, on any other path, and on another server
  base: "./",
  plugins: [policy(), lists()],
  resolve: {
    alias: {
      "@salus/sdk": fileURLToPath(new URL("../sdk-typescript/src/index.ts", import.meta.url)),
    },
  },
  build: {
    outDir: "target/bundle",
    emptyOutDir: true,
    assetsDir: "console",
    // an address with data: in it would have to be allowed
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      onLog: (level, log, handle) => {
        // says of each file of Mantine that it is for browsers
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") {
          handle(level, log);
        }
      },
    },
  },
});
