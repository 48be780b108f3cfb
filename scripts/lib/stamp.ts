import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ROOT } from "./command.ts";

/** SHA-256 (hex) over names and contents of files and folders, given relative to the root. Missing ones count as missing. */
export function hashFiles(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) addToHash(hash, path);
  return hash.digest("hex");
}

function addToHash(hash: ReturnType<typeof createHash>, path: string): void {
  const full = join(ROOT, path);
  if (!existsSync(full)) hash.update(`missing ${path}\n`);
  else if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) addToHash(hash, join(path, name));
  else hash.update(`${path}\n`).update(readFileSync(full)).update("\n");
}

/**
 * Does `work` unless it was done before for the same input. The stamp lies beside what was made, so that whoever deletes the one also deletes the
 * other; it is written only when the work is done, so that a failure is tried again.
 */
export async function oncePerInput(stampFile: string, input: string, work: () => Promise<void>): Promise<void> {
  const file = resolve(ROOT, stampFile);
  if (existsSync(file) && readFileSync(file, "utf8") === input) return;
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, input);
}
