import { readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { defineConfig } from "vite";

const entries = resolve(import.meta.dirname, "src/entries");

/** One entry for each page; CSS keeps `light-dark()`, every asset is a file (the CSP wants it). */
export default defineConfig({
  base: "/",
  publicDir: resolve(import.meta.dirname, "public"),
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: "es2022",
    cssTarget: ["chrome123", "safari17.5", "firefox121"],
    rollupOptions: {
      input: Object.fromEntries(
        readdirSync(entries).map((file) => [basename(file).replace(/\.tsx?$/, ""), resolve(entries, file)]),
      ),
    },
  },
});
