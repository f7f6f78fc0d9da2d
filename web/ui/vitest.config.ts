import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{widget,storefront,operator,admin,shared}/**/*.test.{ts,tsx}"],
    environment: "happy-dom",
  },
});
