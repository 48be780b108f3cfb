import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { packFiles, readPack } from "../packs-check.ts";
import { ScriptError } from "./command.ts";

/** Every starter pack, in the order of the shelf (by file name); a file that is no pack stops the script. */
export async function readPacks(): Promise<Pack[]> {
  const packs: Pack[] = [];
  for (const file of await packFiles()) {
    const name = basename(String(file));
    const read = readPack(name, await readFile(file, "utf8"));
    if ("problem" in read) throw new ScriptError(`packs/${name} is not a pack:\n${read.problem}\n\`npm run packs:check\` says more.`);
    packs.push(read.pack);
  }
  return packs;
}
