import type { Config } from "drizzle-kit";

/** `drizzle-kit generate --name <what>` writes the next migration of D1; wrangler applies it. */
const config: Config = {
  dialect: "sqlite",
  schema: "./src/**/*.table.ts",
  out: "./migrations",
};

// drizzle-kit reads the default export of its configuration.
export default config;
