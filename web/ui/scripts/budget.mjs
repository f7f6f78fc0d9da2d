// Fails when the widget outgrows what a shop's page may be asked to load.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 30_000;
const bytes = gzipSync(readFileSync(new URL("../dist/widget.js", import.meta.url)), { level: 9 }).length;
console.log(`widget.js is ${bytes} bytes gzipped of ${limit}`);
if (bytes >= limit) process.exit(1);
