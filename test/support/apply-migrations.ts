/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";

declare global {
  namespace Cloudflare {
    interface Env {
      /** Put in by vitest.config.ts. */
      readonly TEST_MIGRATIONS: D1Migration[];
    }
  }
}

// Storage is fresh for every test file, so every file starts from an empty, migrated D1.
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
