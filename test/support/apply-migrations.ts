/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations, type D1Migration, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

declare global {
  namespace Cloudflare {
    interface Env {
      /** Put in by vitest.config.ts. */
      readonly TEST_MIGRATIONS: D1Migration[];
    }
  }
}

// The files share one runtime: each starts from empty storage and a migrated D1.
await reset();
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
