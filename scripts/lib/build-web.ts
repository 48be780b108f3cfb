import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SECURITY_HEADERS } from "../../src/identity/security-headers.ts";
import { mustRun, ROOT } from "./command.ts";
import { hashFiles, oncePerInput } from "./stamp.ts";

/** What the built page depends on; the lockfile stands for the fonts and libraries in it. */
const INPUTS = [
  "web",
  "vite.config.ts",
  "package-lock.json",
  "src/protocol",
  "src/identity/security-headers.ts",
  "scripts/lib/build-web.ts",
];

/** Builds the page into `dist/web`, unless it was built from the same files before. */
export async function buildWeb(say: (line: string) => void): Promise<void> {
  await oncePerInput("dist/web/.stamp", hashFiles(INPUTS), async () => {
    say("Building the page …");
    await mustRun("vite", ["build", "--logLevel", "warn"], "The page could not be built; the reason stands above.");
    writeFileSync(join(ROOT, "dist/web/_headers"), headersFile());
  });
}

/** Headers for files that are served without waking the Worker: the Worker's own, and names with a hash may be kept for ever. */
function headersFile(): string {
  const security = Object.entries(SECURITY_HEADERS).map(([name, value]) => `  ${name}: ${value}`);
  return ["/*", ...security, "/assets/*", "  Cache-Control: public, max-age=31536000, immutable", ""].join("\n");
}
