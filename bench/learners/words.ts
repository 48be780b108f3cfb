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

/** The pack with each of its questions so many times over, as if it had as many more of the same kind: the copies are new to the product and to the learner. */
export function manifold({ pack, collected }: Words, times: number): Words {
  const nth = (id: string, at: number): string => (at === 0 ? id : `${id}_${at}`);
  const copies = Array.from({ length: times }, (_, at) => at);
  const nodes = pack.nodes.map((node) => ({
    ...node,
    items: copies.flatMap((at) => node.items.map((item) => ({ ...item, id: nth(item.id, at) }))),
  }));
  return {
    pack: { ...pack, nodes },
    collected: new Map([...collected].flatMap(([id, rows]) => copies.map((at) => [nth(id, at), rows] as const))),
  };
}
