import type { Population, Results } from "./experiment.ts";
import type { Figure, Outcome } from "./measure.ts";

const MOST_FALSE = 0.05;
const MOST_GUESSED = 0.03;

/** The tables of docs/learners-simulated.md. */
export function tablesOf({ populations, long, guessers, costs, parameters }: Results): string {
  const [usual] = populations;
  if (!usual) return "";
  const skills = usual.mastery.skills;
  return [
    `Usual population: ${usual.mastery.learners} learners, ${skills} skills; each other population ${populations[1]?.mastery.learners ?? 0} learners.`,
    `Parameters ${parameters.from_data ? "fitted from the logs in this run" : "as fitted before; the logs were not there"}.`,
    "",
    "### The usual population",
    "",
    table(
      [
        "policy",
        "gain at once",
        "after 7 days",
        "after 30 days",
        "replies a skill",
        "minutes a lesson",
        "declared (at once)",
        "declared falsely",
        "below .4 / .6",
        "set aside",
      ],
      [
        { name: "evaluator", of: usual.evaluator },
        { name: "mastery", of: usual.mastery },
        ...usual.fixed.map(({ questions, outcome }) => ({ name: `fixed, ${questions} questions`, of: outcome })),
      ].map(({ name, of }) => [
        name,
        ...of.gains.map(show),
        of.replies.toFixed(1),
        minutes(of),
        declaredOf(of),
        falselyOf(of),
        limitsOf(of),
        percent(of.set_aside),
      ]),
    ),
    "",
    `Before the lesson ${(usual.mastery.before * 100).toFixed(0)} % of usual written questions would be right. Of the middle skill that is declared: evaluator after ${usual.evaluator.replies_to_declaration} replies and ${usual.evaluator.seconds_to_declaration} s, mastery after ${usual.mastery.replies_to_declaration} replies and ${usual.mastery.seconds_to_declaration} s, all lessons together.`,
    `Judged by the product: of ${usual.mastery.misjudged.right} replies meant right ${percent(usual.mastery.misjudged.missed / usual.mastery.misjudged.right)} were not called right, of ${usual.mastery.misjudged.wrong} meant otherwise ${percent(usual.mastery.misjudged.accepted / usual.mastery.misjudged.wrong)} were.`,
    "",
    "### Every population: who is declared a master, and is not",
    "",
    falseTable(populations),
    "",
    "### Three times as many questions, so that none is asked twice",
    "",
    falseTable(long),
    "",
    "### Every population: what is left after 7 and 30 days, mastery over fixed",
    "",
    table(
      ["population", ...usual.fixed.flatMap(({ questions }) => [`over ${questions} questions, 7 days`, "30 days", ""])],
      populations.map(({ name, fixed }) => [
        name,
        ...fixed.flatMap(({ mastery_over }) => [
          ...mastery_over.map(show),
          verdict(mastery_over.every(({ interval }) => (interval?.[0] ?? 0) > 0)),
        ]),
      ]),
    ),
    "",
    "### Guessers among four options",
    "",
    table(
      ["policy", "speed", "luck", "nodes", "passed", "bar", ""],
      guessers.map(({ policy, habit, luck, passed, nodes }) => [
        policy,
        habit === "fast_guesser" ? "under two seconds" : "6 to 12 seconds",
        `× ${luck}`,
        `${nodes}`,
        percent(passed),
        policy === "mastery" ? "≤ 3 %" : "",
        policy === "mastery" ? verdict(passed <= MOST_GUESSED) : "",
      ]),
    ),
    "",
    "### Cost",
    "",
    "No model was asked: nothing was paid. The same lessons with models, evaluator and tutor, first lesson only:",
    "",
    table(
      ["policy", "replies a lesson", "tokens a reply, in + out", "list price a lesson"],
      costs.map(({ policy, replies, tokens_in, tokens_out, model, usd }) => [
        policy,
        `${replies}`,
        `${tokens_in} + ${tokens_out}`,
        `$${usd.toFixed(4)} (${model})`,
      ]),
    ),
  ].join("\n");
}

function falseTable(populations: readonly Population[]): string {
  return table(
    ["population", "evaluator: declared falsely", "mastery: declared (at once)", "mastery: declared falsely", "below .4 / .6", "bar", ""],
    populations.map(({ name, evaluator, mastery }) => [
      name,
      percent(evaluator.falsely.value),
      declaredOf(mastery),
      falselyOf(mastery),
      limitsOf(mastery),
      "≤ 5 %",
      mastery.falsely.interval === null ? "nobody declared" : verdict(mastery.falsely.value <= MOST_FALSE),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [`| ${head.join(" | ")} |`, `|${head.map(() => "---|").join("")}`, ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
}

function show({ value, interval }: Figure): string {
  const range = interval ? ` (${interval.map((one) => one.toFixed(3)).join(" to ")})` : "";
  return `${value.toFixed(3)}${range}`;
}

function declaredOf({ declared, declared_at_once }: Outcome): string {
  return declared === 0 ? "none" : `${percent(declared)} (${percent(declared_at_once)})`;
}

function falselyOf({ falsely: { value, interval } }: Outcome): string {
  return interval === null ? "–" : `${percent(value)} (${interval.map(percent).join(" to ")})`;
}

function limitsOf({ falsely_by_limit }: Outcome): string {
  return falsely_by_limit.length === 0 ? "–" : falsely_by_limit.map(percent).join(" / ");
}

function minutes({ seconds, skills, learners }: Outcome): string {
  return ((seconds * skills) / learners / 60).toFixed(0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function verdict(ok: boolean): string {
  return ok ? "met" : "**missed**";
}
