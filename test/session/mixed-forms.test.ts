import { describe, expect, it } from "vitest";
import { openCoreLesson } from "../../bench/learners/lesson.ts";
import { EVALUATOR, MASTERY_POLICY, type Policy } from "../../bench/learners/policy.ts";
import type { Item, Pack, PackNode } from "../../src/curriculum/pack.schema.ts";
import { starterPacks } from "../support/starter-packs.ts";

/** Long enough that no answer is taken for a guess. */
const THINKS_MS = 90_000;
const MOST_TURNS = 200;

interface Asked {
  readonly item: Item;
  readonly node: PackNode;
}

const PATHS = starterPacks.flatMap((pack) => pack.paths.map((path) => ({ name: `${pack.id}, ${path.name}`, pack, path })));

/** Every question of a lesson, in order, for a learner who misses each step's first question so many times and is right from then on. */
async function askedIn(pack: Pack, pathId: string, policy: Policy, misses = 0): Promise<Asked[]> {
  const paths = [...pack.paths.filter(({ id }) => id === pathId), ...pack.paths.filter(({ id }) => id !== pathId)];
  const lesson = await openCoreLesson({ ...pack, paths }, policy, { isTerse: true });
  const asked: Asked[] = [];
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const shown = lesson.shown();
    if (!shown) return asked;
    const { item, node } = shown;
    asked.push({ item, node });
    lesson.wait(THINKS_MS);
    await lesson.reply(asked.filter((other) => other.node.id === node.id).length <= misses ? "I don't know" : keyOf(item));
  }
  throw new Error(`The lesson did not end within ${MOST_TURNS} turns.`);
}

function keyOf(item: Item): string {
  if (item.form === "numeric") return item.value;
  return item.form === "choice" ? (item.options.find(({ correct }) => correct)?.id ?? "") : item.key;
}

const opensNode = ({ node }: Asked, at: number, asked: readonly Asked[]): boolean => asked[at - 1]?.node.id !== node.id;

/** The questions that have the form of the two before them, though their node had a fresh one of another form and the same role. */
function needlessRuns(asked: readonly Asked[]): string[] {
  return asked.flatMap(({ item, node }, at) => {
    const [second, last] = asked.slice(0, at).slice(-2);
    if (second?.item.form !== item.form || last?.item.form !== item.form) return [];
    const before = new Set(asked.slice(0, at).map((one) => one.item.id));
    const others = node.items.filter(({ id, role, form }) => role === item.role && form !== item.form && !before.has(id));
    return others.length > 0 ? [item.id] : [];
  });
}

describe.each(PATHS)("a lesson of $name", ({ pack, path }) => {
  it("asks who is always right no form three times running where it has another, and nothing twice", async () => {
    const asked = await askedIn(pack, path.id, EVALUATOR);
    expect(asked.map(({ node }) => node.id)).toEqual(path.sequence);
    expect(needlessRuns(asked)).toEqual([]);
    expect(new Set(asked.map(({ item }) => item.id)).size).toBe(asked.length);
  });

  it("has three forms in it where its main questions have as many, and code where they have any", async () => {
    const forms = new Set((await askedIn(pack, path.id, EVALUATOR)).map(({ item }) => item.form));
    const offered = new Set(pack.nodes.flatMap(({ items }) => items.flatMap(({ role, form }) => (role === "main" ? [form] : []))));
    expect(forms.size).toBeGreaterThanOrEqual(Math.min(3, offered.size));
    if (offered.has("code")) expect(forms).toContain("code");
  });

  it("mixes forms within every step where mastery decides", async () => {
    const asked = await askedIn(pack, path.id, MASTERY_POLICY);
    expect(path.sequence.flatMap((id) => needlessRuns(asked.filter(({ node }) => node.id === id)))).toEqual([]);
    expect(new Set(asked.map(({ item }) => item.id)).size).toBe(asked.length);
  });

  it("opens each step with one question, however the steps before went and whatever moves it on", async () => {
    const openings = async (policy: Policy, misses: number) =>
      (await askedIn(pack, path.id, policy, misses)).filter(opensNode).map(({ item }) => item.id);
    const usual = await openings(EVALUATOR, 0);
    expect(await openings(EVALUATOR, 3)).toEqual(usual);
    expect(await openings(MASTERY_POLICY, 1)).toEqual(usual);
  });
});
