import type { LessonCard, SessionCard } from "../../src/protocol/http.schema.ts";
import type { DeltaFrame } from "../../src/protocol/server-frames.schema.ts";
import {
  advanced,
  CHOSEN,
  CHOSEN_TO_BE_PLACED,
  COMPLETED,
  CREATED,
  type Happening,
  hinted,
  judged,
  NODES,
  OFFERED,
  passed,
  placed,
  probe,
  replied,
  teaching,
} from "./fixtures.ts";

const BEGUN = [CREATED, OFFERED, CHOSEN];
const TWO_PASSED = [
  ...BEGUN,
  ...passed(0),
  ...passed(1, { confirm: "One leader means one order of writes: nobody has to compare notes." }),
];
const TWO_PLACED = [CREATED, OFFERED, CHOSEN_TO_BE_PLACED, ...placed(0), ...placed(1)];
const UP_TO_LAST = NODES.slice(0, -1).flatMap((_, index) => passed(index, index === 3 ? { advance_reason: "set_aside" } : {}));

const PARTLY = judged("msg_a", {
  evaluation: "partial",
  quoted: "It gets an error because there are only 2 members",
  right: ["The write is refused, and the number of members is the reason."],
  misconception: "A slow leader and a leader without a majority look alike from outside, but only one of them would answer if you waited.",
  missing_cue: "You say “too slow”. Would it help to wait? Count what the leader needs before it may say “done”.",
});

const ANSWERED = [
  ...TWO_PASSED,
  teaching(2, { source: "model" }),
  replied("It gets an error because there are only 2 members so the leader there is too slow to answer.", "msg_a"),
  PARTLY,
];

/** Sessions to look at, each frozen at a moment that has a face of its own. */
export const SCENES: Readonly<Record<string, readonly Happening[]>> = {
  ses_planning: [CREATED],
  ses_choose: [CREATED, OFFERED],
  ses_first: [...BEGUN, teaching(0, { hints_total: 4 })],
  ses_carried: [...TWO_PASSED, teaching(2)],
  ses_retaught: [
    ...TWO_PASSED,
    teaching(2),
    hinted(1, "How many members make up *most* of five?"),
    replied("It gets an error because there are only 2 members so the leader there is too slow to answer.", "msg_a"),
    PARTLY,
    teaching(2, {
      reason: "remediate",
      strategy: "other_approach",
      reviewed: false,
      teaching: "Think of a key that two people must turn. In the small room there are not enough hands, so waiting does not help.",
      question: "Now heal the cut. Which group’s entries survive, and how do you know?",
    }),
  ],
  ses_probe: [CREATED, OFFERED, CHOSEN_TO_BE_PLACED, probe(0)],
  ses_skipped: [
    ...TWO_PLACED,
    probe(2, { teaching: "You knew “One leader at a time”, so we leave it out. Here is the next step, before I explain it." }),
  ],
  ses_missed: [
    ...TWO_PLACED,
    probe(2),
    replied("I don’t know.", "msg_a"),
    judged("msg_a", { user_intent: "stuck", evaluation: "n/a", placement: "teach" }),
    teaching(2, { reason: "teach", question: "How many of five members must have the entry?" }),
  ],
  ses_finished_ahead: [
    ...TWO_PLACED,
    ...NODES.flatMap((_, index) => (index < 2 ? [] : passed(index))),
    {
      ...COMPLETED,
      ...(COMPLETED.type === "session_completed" && {
        summary: {
          ...COMPLETED.summary,
          outcomes: COMPLETED.summary.outcomes.map((outcome, index) =>
            index < 2 ? { ...outcome, outcome: "placed" as const } : { ...outcome, outcome: "unassisted" as const },
          ),
          revisit: [],
        },
      }),
    },
  ],
  ses_reading: [...TWO_PASSED, teaching(2), replied("Because most of them must agree.", "msg_a")],
  ses_choice: [
    ...TWO_PASSED,
    teaching(2, {
      source: "model",
      question: "A leader has written an entry to **two of five** members. What may it tell the client?",
      item: {
        item_id: "itm_choice",
        form: "choice",
        options: [
          { id: "a", text: "“Done”: two members are enough to be safe." },
          { id: "b", text: "Nothing yet: it waits for a third." },
          { id: "c", text: "An error: the entry is lost." },
          { id: "d", text: "“Done”, as long as nobody disagrees with it before the next heartbeat has come round to every member." },
        ],
      },
    }),
  ],
  ses_maths: [
    ...TWO_PASSED,
    teaching(2, {
      teaching:
        "A majority of $n$ members is $\\lfloor n/2 \\rfloor + 1$. Adding fractions needs one denominator:\n\n$$\\frac{1}{3} + \\frac{1}{4} = \\frac{4 + 3}{12}$$\n\n| members | majority |\n|---:|---:|\n| 3 | 2 |\n| 5 | 3 |",
      question: "What is $\\frac{1}{3} + \\frac{1}{4}$?",
      item: { item_id: "itm_number", form: "numeric", options: [] },
    }),
  ],
  ses_code: [
    ...TWO_PASSED,
    teaching(2, {
      teaching:
        "`append` adds one entry:\n\n```js\nfunction append(log, entry) {\n  return [...log, entry];\n}\n```\n\n- the old log stays as it was\n- the new one is *longer*",
      question: "Write a function `last` that returns the newest entry of a log.",
      item: { item_id: "itm_code", form: "code", options: [] },
    }),
  ],
  ses_stuck: [
    ...TWO_PASSED,
    ...["msg_a", "msg_b", "msg_c"].flatMap((id) => [
      teaching(2),
      replied("The smaller group wins?", id),
      judged(id, { missing_cue: "Count again." }),
    ]),
    teaching(2),
    ...[1, 2, 3, 4].map((level) => hinted(level, "Two majorities of one cluster share a member.")),
    replied("I am stuck.", "msg_d"),
    judged("msg_d", { user_intent: "stuck", evaluation: "n/a" }),
    teaching(2, {
      reason: "remediate",
      strategy: "smaller_step",
      teaching: "One small part of it.",
      question: "How many of five members make a majority?",
    }),
  ],
  ses_closing: [
    ...BEGUN,
    ...UP_TO_LAST,
    teaching(5, { hints_total: 0, question: "A leader dies right after it said “done”. Tell the story until the next write." }),
  ],
  ses_end: [
    ...BEGUN,
    ...UP_TO_LAST,
    teaching(5, { hints_total: 0 }),
    replied("The entry was on three members, so whoever leads next has it.", "msg_z"),
    advanced("msg_z", {
      quoted: "The entry was on three members",
      confirm: "And a candidate without it cannot win: the three would not vote for it.",
    }),
    COMPLETED,
  ],
  ses_written: ANSWERED,
  ses_opening: BEGUN,
  ses_stale: ANSWERED,
  ses_rewritten: ANSWERED,
  ses_ended: [...TWO_PASSED, teaching(2), { type: "session_abandoned", message_id: "msg_end" }],
  ses_arabic: [
    {
      ...CREATED,
      ...(CREATED.type === "session_created" && {
        lesson_context: { ...CREATED.lesson_context, title: "كيف يتفق العنقود", language: "ar" },
      }),
    },
    OFFERED,
    CHOSEN,
    teaching(0, {
      teaching: "القائد وحده يقبل الكتابة. قبل أن يقول «تم» ينتظر حتى تحفظ **أغلبية** الأعضاء المدخل.",
      question: "لماذا تكفي الأغلبية ولا يلزم الجميع؟",
    }),
    replied("لأن كل أغلبيتين تشتركان في عضو", "msg_a"),
    judged("msg_a", { evaluation: "partial", quoted: "تشتركان في عضو", right: ["التقاطع صحيح."], missing_cue: "من هو هذا العضو؟" }),
  ],
};

/** A piece of a message that is being written. */
const piece = (text: string, change: Partial<DeltaFrame> = {}): DeltaFrame => ({
  v: 1,
  type: "delta",
  draft: 1,
  part: "teaching",
  text,
  reset: false,
  ...change,
});
const WRITTEN = [
  piece("You wrote “only 2 members”, and that number is what decides. Think of a **key that two of three people must turn**.", {
    reset: true,
  }),
  piece(" In the small room there are not enough hands."),
];

/** What sessions hear when a page has come in: messages on their way, and what becomes of them. */
export const ON_THE_WAY: Readonly<Record<string, readonly (DeltaFrame | Happening)[]>> = {
  ses_written: WRITTEN,
  ses_opening: [
    piece("A cluster keeps **several copies** of everything it knows. One machine may then fail without anybody losing a word.", {
      reset: true,
    }),
  ],
  ses_stale: [...WRITTEN, { type: "tutor_drafted", source: "model" }, { type: "draft_reviewed", approved: false, source: "model" }],
  ses_rewritten: [
    ...WRITTEN,
    { type: "tutor_drafted", source: "model" },
    { type: "draft_reviewed", approved: false, source: "model" },
    { type: "tutor_drafted", source: "model" },
    { type: "draft_reviewed", approved: true, source: "model" },
    teaching(2, {
      reason: "remediate",
      strategy: "other_approach",
      source: "model",
      teaching:
        "You wrote “only 2 members”. Count on your fingers: five members, and the leader waits for **more than half** of them before it says “done”.",
      question: "How many members must have the entry, and how many can the small group offer?",
    }),
  ],
};

export const LESSONS: readonly LessonCard[] = [
  {
    lesson_id: "les_raft",
    title: "How etcd keeps a cluster in agreement",
    promise: "Explain what a cluster promises, and what it does when members fail.",
    subject: "Distributed systems",
    language: "en",
    node_count: 6,
    minutes: 18,
    licence: "CC BY 4.0",
    sources: [
      { title: "In search of an understandable consensus algorithm", url: "https://raft.github.io/raft.pdf" },
      { title: "etcd documentation", note: "version 3.6" },
    ],
  },
  {
    lesson_id: "les_fractions",
    title: "Adding fractions",
    promise: "Add any two fractions, and say why the denominators must agree.",
    subject: "Mathematics",
    language: "en",
    node_count: 5,
    minutes: 14,
    licence: "CC BY 4.0",
    sources: [],
  },
  {
    lesson_id: "les_photosynthesis",
    title: "Where a tree’s wood comes from",
    promise: "Trace a tree’s mass back to what it is made of.",
    subject: "Biology",
    language: "en",
    node_count: 6,
    minutes: 16,
    licence: "CC BY 4.0",
    sources: [],
  },
];

export const SESSIONS: readonly SessionCard[] = [
  {
    session_id: "ses_retaught",
    lesson_id: "les_raft",
    title: "How etcd keeps a cluster in agreement",
    status: "open",
    current_index: 2,
    node_count: 6,
    updated_at: new Date(Date.now() - 3 * 3_600_000).toISOString(),
  },
  {
    session_id: "ses_choose",
    lesson_id: "les_fractions",
    title: "Adding fractions",
    status: "open",
    current_index: 0,
    node_count: 0,
    updated_at: new Date(Date.now() - 50 * 3_600_000).toISOString(),
  },
];
