import { EMBEDDED_ONLY } from "../../test/support/embedded-only.ts";
import type { Models } from "../../src/llm/models.port.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { drawEase, type Habit } from "./learner.ts";
import { openCoreLesson, openEngineLesson } from "./lesson.ts";
import type { Parameters } from "./parameters.ts";
import { playCourse, type Played } from "./play.ts";
import type { Policy } from "./policy.ts";
import type { Words } from "./replies.ts";

/** Days between a lesson and the next time it is taken: two days, a week, a fortnight. */
export const RETURNS = [2, 7, 14] as const;

export interface Population {
  readonly words: readonly Words[];
  readonly parameters: Parameters;
  readonly policy: Policy;
  readonly learners: number;
  readonly first_seed?: number;
  readonly habit?: Habit;
  readonly returns?: readonly number[];
  /** First lessons by the real engine over SQLite with everything the tutor says; else, and on later days, in memory without it: the outcome is the same. */
  readonly isReal?: boolean;
}

/** Sends learners through their lessons, one after the other, each through one of the packs in turn. The same seeds are the same people under every policy. */
export async function playAll({
  words,
  parameters,
  policy,
  learners,
  first_seed = 1,
  habit,
  returns = RETURNS,
  isReal = false,
}: Population): Promise<Played[]> {
  const played: Played[] = [];
  for (let seed = first_seed; seed < first_seed + learners; seed++) {
    const taught = words[seed % words.length];
    if (!taught) throw new Error("There is no pack to teach.");
    const { pack } = taught;
    let isFirst = true;
    played.push(
      await playCourse({
        seed,
        parameters,
        words: taught,
        ease: drawEase(pack, parameters.ease_spread, seed),
        policy,
        habit,
        returns,
        open(brought) {
          const isEngine = isReal && isFirst && policy.decide === null;
          isFirst = false;
          return isEngine ? openEngineLesson(pack, policy, { brought }) : openCoreLesson(pack, policy, { isTerse: true, brought });
        },
      }),
    );
  }
  return played;
}

/** For guessers: of each node that has a question with four options, eight of that kind, and its written questions. Nodes without one are left out. */
export function fourOptions({ pack, collected }: Words): Words | null {
  const nodes = pack.nodes.flatMap((node) => {
    const choice = node.items.find((item) => item.form === "choice" && item.options.length === 4);
    if (!choice) return [];
    const written = node.items.filter(({ form, role }) => form !== "choice" && role !== "step");
    const copies = Array.from({ length: 8 }, (_, at) => ({ ...choice, role: "main" as const, id: `${choice.id}_${at}` }));
    return [{ ...node, requires: [], items: [...copies, ...written.map((item) => ({ ...item, role: "similar" as const }))] }];
  });
  if (nodes.length === 0) return null;
  const taught = new Set(nodes.map(({ id }) => id));
  const paths = pack.paths.map((path) => ({ ...path, sequence: path.sequence.filter((id) => taught.has(id)) }));
  const short: Pack = { ...pack, nodes, paths };
  return { pack: short, collected };
}

/** What prompts and answers of one reply come to when models are asked, in characters. */
export interface Spoken {
  replies: number;
  prompts: number;
  answers: number;
}

/** Writes every prompt and lets the embedded agents answer: what models would have been asked. */
export function countWords(spoken: Spoken): Models {
  return {
    ...EMBEDDED_ONLY,
    async answer(call) {
      const answer = await EMBEDDED_ONLY.answer(call);
      if (!call.embedded_only) {
        const { system, user } = call.prompt();
        spoken.prompts += system.length + user.length;
        spoken.answers += JSON.stringify(answer.output).length;
      }
      return answer;
    },
  };
}
