import type { Item, Misconception, Pack, PackNode } from "../../src/curriculum/pack.schema.ts";

export type Random = () => number;

/** Replies that people wrote to an item, by what they were held to be. */
export interface Collected {
  readonly item: string;
  readonly reply: string;
  readonly expect: "correct" | "partial" | "wrong";
  readonly misconception: string | null;
}

/** Where words come from: the pack that is taught and what was collected to it. */
export interface Words {
  readonly pack: Pack;
  readonly collected: ReadonlyMap<string, readonly Collected[]>;
}

/** How often a collected reply is used where there is one. The product's patterns were written beside them, so most replies are not among them. */
const COLLECTED_SHARE = 0.3;

export function pick<T>(random: Random, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** What a learner writes who is right. */
export function sayRight(words: Words, item: Item, random: Random): string {
  const collected = collectedFor(words, item, random, "correct");
  if (collected) return collected;
  switch (item.form) {
    case "choice": {
      const option = item.options.find(({ correct }) => correct);
      return option ? sayOption(option, random) : "";
    }
    case "numeric":
      return sayValue(item.value, item.units, random);
    case "code":
      return item.key;
    case "open":
      return paraphrase(
        item.key,
        item.key_points.map(({ text }) => text),
        random,
      );
  }
}

/** What a learner writes who has one point of several; null where the item has no more than one. */
export function sayPart(words: Words, item: Item, random: Random): string | null {
  if (item.form !== "open" || item.key_points.length < 2) return null;
  return collectedFor(words, item, random, "partial") ?? pick(random, item.key_points)?.text ?? null;
}

/** What a misconception makes a learner answer; null where the item gives it no occasion. */
export function sayMisled(words: Words, item: Item, misconception: Misconception, random: Random): string | null {
  if (item.form === "choice") {
    const option = item.options.find((one) => one.misconception === misconception.id);
    return option ? sayOption(option, random) : null;
  }
  if (item.form === "numeric") {
    const wrong = item.wrong_values.filter((one) => one.misconception === misconception.id);
    return wrong.length > 0 ? sayValue(pick(random, wrong)?.value ?? "", item.units, random) : null;
  }
  const collected = (words.collected.get(item.id) ?? []).filter((one) => one.misconception === misconception.id);
  if (collected.length > 0) return pick(random, collected)?.reply ?? null;
  return item.form === "open" && misconception.match.length > 0 ? `${misconception.name}.` : null;
}

/** What a learner writes who is wrong by no known idea. `ruledOut`: options that were wrong before. */
export function sayWrong(words: Words, node: PackNode, item: Item, ruledOut: readonly string[], random: Random): string {
  if (item.form === "choice") {
    const wrong = item.options.filter(({ correct, id }) => !correct && !ruledOut.includes(id));
    const option = pick(random, wrong.length > 0 ? wrong : item.options.filter(({ correct }) => !correct));
    return option ? sayOption(option, random) : "";
  }
  if (item.form === "numeric") {
    const others = [...item.wrong_values.map(({ value }) => value), ...(item.prompt.match(/\d+(?:\/\d+)?/g) ?? [])];
    return sayValue(
      pick(
        random,
        others.filter((value) => value !== item.value),
      ) ?? "1",
      item.units,
      random,
    );
  }
  const collected = collectedFor(words, item, random, "wrong");
  if (collected) return collected;
  const sameNode = node.items.filter((other) => other.id !== item.id && other.form === item.form);
  const elsewhere = words.pack.nodes
    .filter((other) => other.id !== node.id)
    .flatMap((other) => other.items.filter(({ form }) => form === item.form));
  const borrowed = pick(random, random() < 0.5 && sameNode.length > 0 ? sameNode : elsewhere)?.key;
  if (item.form === "code") return borrowed ?? "pass";
  const vague = [
    `It has to do with ${node.concept.charAt(0).toLowerCase()}${node.concept.slice(1)}.`,
    "Because it depends on how much there is of it.",
    "It stays the same, I think, whatever happens.",
    echo(item.prompt),
  ];
  return random() < 0.6 && borrowed ? firstSentence(borrowed) : (pick(random, vague) ?? "");
}

const STUCK = ["I don't know", "no idea", "I'm stuck", "I don't get it", "not sure, can you help?", "idk"];
const OFF_TOPIC = ["What do you think about football?", "When is lunch?", "lol", "are you a robot?", "I had pizza yesterday"];

export function sayStuck(random: Random): string {
  return pick(random, STUCK) ?? "";
}

export function sayOffTopic(random: Random): string {
  return pick(random, OFF_TOPIC) ?? "";
}

export function askSomething({ pack }: Words, node: PackNode, random: Random): string {
  const term = pick(random, pack.glossary)?.term ?? node.concept;
  return pick(random, [`What does ${term} mean?`, "Why is that?", "Can you give another example?", `How does ${term} work?`]) ?? "";
}

function collectedFor({ collected }: Words, item: Item, random: Random, expect: Collected["expect"]): string | null {
  if (random() >= COLLECTED_SHARE) return null;
  return (
    pick(
      random,
      (collected.get(item.id) ?? []).filter((one) => one.expect === expect),
    )?.reply ?? null
  );
}

function sayOption({ id, text }: { readonly id: string; readonly text: string }, random: Random): string {
  return pick(random, [text, id, `${id}) ${text}`]) ?? id;
}

function sayValue(value: string, units: readonly string[], random: Random): string {
  const unit = units[0];
  return pick(random, [value, `I get ${value}`, `= ${value}`, ...(unit === undefined ? [] : [`${value} ${unit}`])]) ?? value;
}

/** The key as somebody else would put it: told by its points, begun or ended differently, in lower case, without articles, with a slip of the finger. */
function paraphrase(key: string, points: readonly string[], random: Random): string {
  const small = `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
  const said = pick(random, [
    key,
    `I think ${small}`,
    `${points.join(" ")}`,
    `${[...points].reverse().join(" Also, ")}`,
    key.toLowerCase().replace(/[.;]/g, ""),
    key.replace(/\b(?:the|a|an) /gi, ""),
    `Well, ${small} That is how I understand it.`,
  ]);
  return random() < 0.15 ? slip(said ?? key, random) : (said ?? key);
}

/** Two letters of a long word change places. */
function slip(text: string, random: Random): string {
  const words = [...text.matchAll(/\b[a-z]{7,}\b/g)];
  const word = pick(random, words);
  if (!word) return text;
  const at = word.index + 3;
  return `${text.slice(0, at)}${text.charAt(at + 1)}${text.charAt(at)}${text.slice(at + 2)}`;
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** The question's own words, as if they were an answer. */
function echo(prompt: string): string {
  const [first = prompt] = prompt.split(/(?<=[.?!])\s+/);
  return first.replace(/\?$/, ".");
}
