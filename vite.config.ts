import { defineConfig } from "vite";

// The learner's page. The Worker serves `dist/web` as its assets and puts the session's snapshot into the html of `/s/*`.
export default defineConfig({
  root: "web",
  // `development: false` whatever NODE_ENV says: a page built from within a test run must be the page that is deployed.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // Fonts stay files: inlined they would block the first paint, and the policy forbids data: fonts.
    assetsInlineLimit: 0,
  },
  // `npx vite` beside a running Worker, for work on the page alone.
  server: { proxy: { "/v1": { target: "http://127.0.0.1:8787", ws: true } } },
});
