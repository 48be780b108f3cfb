import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "../../scripts/lib/command.ts";
import { groupBy } from "../../scripts/lib/eval-metrics.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import type { Words } from "./replies.ts";

const collectedSchema = z.array(
  z.object({
    item: z.string(),
    reply: z.string(),
    expect: z.string(),
    misconception: z.string().optional(),
  }),
);

/** A pack with the replies that were written to it by hand, where there are any. */
export function wordsOf(pack: Pack): Words {
  const file = join(ROOT, "test/packs", `${pack.id}.answers.yaml`);
  const rows = existsSync(file) ? collectedSchema.parse(parse(readFileSync(file, "utf8"))) : [];
  const usable = rows.flatMap(({ item, reply, expect, misconception = null }) =>
    expect === "correct" || expect === "partial" || expect === "wrong" ? [{ item, reply, expect, misconception } as const] : [],
  );
  return { pack, collected: new Map(groupBy(usable, ({ item }) => item).map((group) => [group[0]?.item ?? "", group])) };
}
