import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Pack, packSchema } from "../../src/curriculum/pack.schema.ts";

const FOLDER = new URL("../../packs/", import.meta.url);

/** The packs that ship with Cairn, as the schema reads them. */
export const starterPacks: readonly Pack[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml"))
  .sort()
  .map((file) => packSchema.parse(parse(readFileSync(new URL(file, FOLDER), "utf8"))));
