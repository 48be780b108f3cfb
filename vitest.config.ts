import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

// The assets binding refuses a directory that is not there; tests of the Worker need none of its files.
mkdirSync(`${root}/dist/web`, { recursive: true });

/**
 * `unit`: plain Node, the pure rooms and everything that needs no Workers runtime. `workerd`: the real runtime with real SQLite and D1; about two
 * seconds a file, so few files. `e2e`: whole processes and a real browser; needs a built page. `crash`: kills that take minutes, for `npm run test:crash`.
 */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.workerd.test.ts", "test/**/*.crash.test.ts", "test/e2e/**"],
          // All cores: by default one is left alone, and on two that is half.
          maxWorkers: "100%",
          isolate: false,
          // Only what hangs is to fail here, on a busy machine too.
          testTimeout: 30_000,
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            remoteBindings: false,
            miniflare: {
              bindings: {
                PROFILE: "local",
                IDENTITY_SECRET: "a-secret-for-tests-that-is-long-enough",
                // Over whatever .dev.vars says: tests never call a model of the developer's.
                LLM_BASE_URL: "",
                LLM_API_KEY: "",
                LLM_MODEL: "",
                LLM_ROUTE: "",
                LLM_ROUTE_EVALUATOR: "",
                LLM_ROUTE_TUTOR: "",
                LLM_ROUTE_REVIEWER: "",
                LLM_ROUTE_PATH_GENERATOR: "",
                LLM_ROUTE_AUTHOR: "",
                LLM_ROUTE_SOLVER: "",
                LLM_ROUTE_ANSWERER: "",
                EMBEDDINGS_BASE_URL: "",
                MODERATION_BASE_URL: "",
                OTLP_ENDPOINT: "",
                OPERATOR_TOKEN: "an-operator-token-that-is-long-enough",
                TEST_MIGRATIONS: await readD1Migrations("./migrations"),
              },
            },
          })),
        ],
        test: {
          name: "workerd",
          include: ["test/**/*.workerd.test.ts"],
          setupFiles: ["./test/support/apply-migrations.ts"],
          // One workerd for all files, as one isolate serves many sessions: a new one would load every module again, which takes longer than the tests.
          maxWorkers: 1,
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["./test/e2e/global-setup.ts"],
          // Two files at a time: a browser and its Worker wait for each other, so one file leaves almost half of two cores idle.
          maxWorkers: 2,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "crash",
          environment: "node",
          include: ["test/**/*.crash.test.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
        },
      },
    ],
  },
});
