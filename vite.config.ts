import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { graphqlDocuments } from "./web/graphql-documents.js";
import { landingPages } from "./web/landing-pages.js";

const api = `http://localhost:${process.env.PORT ?? "4000"}`;

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** The API checks a browser's Origin; in development it sees its own. */
const proxied = { target: api, changeOrigin: true, headers: { origin: api } };

/**
 * Left alone, the bundler makes a file of whatever the same pages share: a hundred small ones, which are larger together
 * and must all be asked for. What every page needs is one file, and what many need another.
 */
const groups = [
  { name: "libraries", tags: ["$initial" as const], test: /node_modules/, priority: 3 },
  { name: "app", tags: ["$initial" as const], priority: 2 },
  { name: "parts", test: /\/(web|server\/kernel|node_modules)\//, minShareCount: 13, priority: 1 },
];

/** The web app: built into dist/web; in development, served with the API of `npm start` behind it. */
export default defineConfig({
  root: "web",
  plugins: [graphqlDocuments(resolve("web/gql")), landingPages(), react()],
  // RxJS is built for browsers of ten years ago, unless one asks for what it was written in.
  resolve: { conditions: ["es2015", ...defaultClientConditions] },
  // Errors that are reported say which release they are of.
  define: { "import.meta.env.VITE_VERSION": JSON.stringify(version) },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    // All that every page needs is one file.
    chunkSizeWarningLimit: 800,
    // Says which page needs which files: web/sizes.test.ts adds them up.
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  // The explorer has a build of its own, and its workers cannot be bundled ahead of time.
  optimizeDeps: { entries: ["index.html"] },
  server: {
    proxy: {
      "/explorer": proxied,
      "/graphql": { ...proxied, ws: true },
      "/errors": proxied,
      "/uploads": proxied,
      "/mail": proxied,
      "/schema.graphql": proxied,
    },
  },
});
