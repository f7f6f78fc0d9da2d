import { defineConfig, type Plugin } from "vite";

/** A page that names no encoding reads scripts in its own: only plain ASCII arrives unharmed everywhere. */
function asciiOnly(): Plugin {
  return {
    name: "ascii-only",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        file.code = file.code.replace(/[\u0080-\uffff]/g, (unit) => {
          return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
        });
      }
    },
  };
}

/** Builds `widget.js`: one classic script that any page may include. */
export default defineConfig({
  plugins: [asciiOnly()],
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    copyPublicDir: false,
    lib: {
      entry: "widget/main.ts",
      formats: ["iife"],
      name: "ColloquyWidget",
      fileName: () => "widget.js",
    },
  },
});
