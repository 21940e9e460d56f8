import { defineConfig } from "vite";

// Nothing is inlined: the server's Content-Security-Policy allows files of its own alone. Names under assets/ carry a hash of what
// they hold, since the server lets browsers keep them for a year.
export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none" },
  build: { outDir: "dist", emptyOutDir: true, target: "es2021", assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { proxy: { "/api": "http://127.0.0.1:8765" } },
});
