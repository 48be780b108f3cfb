import { cutPassages } from "../../src/knowledge/passages/cut-passages.ts";
import type { Block } from "../../src/knowledge/reading.schema.ts";
import type { Passage } from "../../src/protocol/course.schema.ts";

/** A short chapter as a textbook has them, written for tests: terms that are explained, and what else is told of them. */
export const CHAPTER = `# Who eats whom

A food chain is a line of organisms in which each one is eaten by the next. In a meadow, a food chain may lead from grass to a grasshopper, from there to a frog, and on to a heron. A food chain rarely has more than five links because most of the energy is lost as heat at every step. Ecologists use a food chain to follow the energy from one organism to the next.

A food web is the network of all the lines along which organisms in one place feed on each other. In a lake, a food web joins algae, water fleas, small fish, pike and birds. A food web is harder to draw than a single line, since most animals eat more than one thing. Losing one species rarely breaks a food web, because the animals that ate it can turn to other prey.

Producers are organisms that make their own food from light, water and air. On land, producers such as grasses and trees feed every animal in the end. In the open sea, the producers are mostly algae too small to be seen. Where light does not reach, producers cannot grow, and life depends on what sinks from above.

Decomposers are organisms that break down dead matter and set its minerals free. Fungi and bacteria are the most important decomposers in a forest. Without decomposers, the minerals would stay locked in fallen leaves and dead animals. In cold bogs, decomposers work so slowly that dead moss piles up for thousands of years.

# Where they live

A habitat is the place in which a species finds what it needs to live. The habitat of a trout is a cold stream with clean gravel. When a habitat is cut into small pieces by roads, many animals can no longer find a mate. A habitat may serve hundreds of species at the same time.

A niche is the way in which a species lives and what it takes from its surroundings. Two species with the same niche compete until one of them gives way or changes its ways. The niche of a woodpecker includes the insects under the bark and the dead trees in which it nests. An empty niche is soon filled by another species that can use the same food.

A keystone species is a species on which many others depend although it is not common. Sea otters are a keystone species because they eat the urchins that would otherwise graze down the kelp. When a keystone species disappears, the whole community changes within a few years. A keystone species is often a predator near the end of the chain.

Succession is the change in a community over the years after a disturbance. After a fire, succession begins with mosses and grasses and may end with a forest. In succession, the first plants prepare the soil for those that push them out later. Succession is slow on bare rock, since there is no soil to begin with.`;

/** The chapter's passages, as the product cuts them. */
export function chapterPassages(text = CHAPTER, documentId: `doc_${string}` = "doc_ecology"): readonly Passage[] {
  const blocks = text.split(/\n{2,}/).map((paragraph): Block => {
    const heading = /^# (.+)$/.exec(paragraph)?.[1];
    return {
      kind: heading === undefined ? "paragraph" : "heading",
      level: heading === undefined ? null : 1,
      page: null,
      text: heading ?? paragraph,
    };
  });
  return cutPassages(documentId, { title: null, kind: "text", pages: null, blocks, findings: [] }).passages;
}
