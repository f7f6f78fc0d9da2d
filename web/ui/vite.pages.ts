import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server a development build talks to. */
const server = process.env.COLLOQUY_URL ?? "http://127.0.0.1:8080";
const socket = { target: server, ws: true };

/** Builds the pages the server hands out: the storefront, the operator app and the admin's page. */
export default defineConfig({
  base: "/",
  plugins: [react(), tailwindcss()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["storefront/index.html", "operator/index.html", "admin/index.html"] },
  },
  server: {
    proxy: {
      "/v1": server,
      "/api": socket,
      "/ws": socket,
      "/chat": server,
      "/assistants": server,
      "/media": server,
      "/widget.js": server,
    },
  },
});
