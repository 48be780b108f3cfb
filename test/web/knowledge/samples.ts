import type { EvidenceRow, KnowledgeBody, ReviewsBody, SkillCard, WhyBody } from "../../../src/protocol/knowledge.schema.ts";

/** A Friday morning, on which the learner of these samples looks at what they know. */
export const NOW = "2026-11-27T09:30:00.000Z";
const DAY_MS = 86_400_000;
export const daysFromNow = (days: number): string => new Date(Date.parse(NOW) + days * DAY_MS).toISOString();

const RAFT = { lesson_id: "les_raft-etcd", lesson_title: "How etcd keeps a cluster in agreement", language: "en" };
const FRACTIONS = { lesson_id: "les_fractions-common-denominator", lesson_title: "Fractions: why the common denominator", language: "en" };
const PLANTS = { lesson_id: "les_photosynthesis", lesson_title: "How plants turn light into sugar", language: "en" };
const LOOPS = { lesson_id: "les_python-loops", lesson_title: "Python: loops that do the work", language: "en" };

export const MAJORITY: SkillCard = {
  skill: "majority-quorum",
  name: "Why a majority",
  ...RAFT,
  mastery: 0.72,
  level: "growing",
  answers: 6,
  right: 3,
  unassisted_answers: 4,
  unassisted_right: 2,
  last_at: daysFromNow(-5),
  due_at: daysFromNow(-2),
};

export const RANGE: SkillCard = {
  skill: "range-bounds",
  name: "range: counting, and where it stops",
  ...LOOPS,
  mastery: 0.81,
  level: "near",
  answers: 3,
  right: 2,
  unassisted_answers: 2,
  unassisted_right: 2,
  last_at: daysFromNow(-6),
  due_at: daysFromNow(-0.05),
};

export const SKILLS: readonly SkillCard[] = [
  MAJORITY,
  RANGE,
  {
    skill: "fraction-equivalence",
    name: "The same amount in other pieces",
    ...FRACTIONS,
    mastery: 0.46,
    level: "growing",
    answers: 3,
    right: 1,
    unassisted_answers: 1,
    unassisted_right: 0,
    last_at: daysFromNow(-1),
    due_at: daysFromNow(-0.01),
  },
  {
    skill: "fraction-denominator-meaning",
    name: "What the bottom number says",
    ...FRACTIONS,
    mastery: 0.88,
    level: "near",
    answers: 3,
    right: 3,
    unassisted_answers: 2,
    unassisted_right: 2,
    last_at: daysFromNow(-1),
    due_at: daysFromNow(1),
  },
  {
    skill: "sky-scattering",
    name: "Warum der Himmel tagsüber blau ist",
    lesson_id: "les_own_7Qw2",
    lesson_title: "Licht und Farben",
    language: "de",
    mastery: 0.58,
    level: "growing",
    answers: 2,
    right: 1,
    unassisted_answers: 2,
    unassisted_right: 1,
    last_at: daysFromNow(-3),
    due_at: daysFromNow(4),
  },
  {
    skill: "leader-terms",
    name: "One leader at a time",
    ...RAFT,
    mastery: 0.97,
    level: "mastered",
    answers: 5,
    right: 4,
    unassisted_answers: 4,
    unassisted_right: 4,
    last_at: daysFromNow(-4),
    due_at: daysFromNow(12),
  },
  {
    skill: "plant-mass-sources",
    name: "Where a tree gets its weight",
    ...PLANTS,
    mastery: 0.96,
    level: "mastered",
    answers: 3,
    right: 3,
    unassisted_answers: 3,
    unassisted_right: 3,
    last_at: daysFromNow(-13),
    due_at: daysFromNow(19),
  },
  {
    skill: "light-reactions",
    name: "The light reactions: charging the carriers",
    ...PLANTS,
    mastery: 0.17,
    level: "begun",
    answers: 2,
    right: 0,
    unassisted_answers: 1,
    unassisted_right: 0,
    last_at: daysFromNow(-12),
    due_at: null,
  },
];

const DONE: Readonly<Record<number, number>> = {
  [-20]: 2,
  [-19]: 1,
  [-13]: 3,
  [-12]: 2,
  [-9]: 1,
  [-6]: 4,
  [-4]: 2,
  [-3]: 3,
  [-2]: 1,
  [-1]: 4,
};
const DUE: Readonly<Record<number, number>> = { 0: 3, 1: 1, 4: 1, 12: 1, 19: 1 };

export const KNOWLEDGE: KnowledgeBody = {
  skills: [...SKILLS],
  due_now: 3,
  daily_cap: 15,
  streak_days: 4,
  calendar: Array.from({ length: 57 }, (_, index) => ({
    day: daysFromNow(index - 28).slice(0, 10),
    due: DUE[index - 28] ?? 0,
    done: DONE[index - 28] ?? 0,
  })),
};

export const REVIEWS: ReviewsBody = {
  due: SKILLS.slice(0, 3).map(({ skill, name, lesson_title, language, due_at }) => ({
    skill,
    name,
    lesson_title,
    language,
    due_at: due_at ?? NOW,
    overdue_days: Math.max(0, (Date.parse(NOW) - Date.parse(due_at ?? NOW)) / DAY_MS),
  })),
  later: 4,
};

const ROW = {
  session_id: "ses_majority",
  lesson_title: RAFT.lesson_title,
  language: "en",
  form: "open",
  hints: 0,
  weight: 1,
  kind: "lesson",
  contested: null,
  corrected: null,
} as const satisfies Partial<EvidenceRow>;

export const WHY_MAJORITY: WhyBody = {
  card: MAJORITY,
  prior: 0.2,
  rows: [
    {
      ...ROW,
      evidence_id: "evi_1",
      at: daysFromNow(-13),
      question:
        "A broken switch splits five members: M1 and M2 on one side, M3, M4 and M5 on the other. Which side can still accept writes, and why can the other side not accept any?",
      verdict: "partial",
      quoted: "M3, M4 and M5 go on, they are the bigger half",
      hints: 2,
      weight: 0.5,
      mastery_before: 0.2,
      mastery_after: 0.31,
    },
    {
      ...ROW,
      evidence_id: "evi_2",
      at: daysFromNow(-13),
      question: "A cluster has seven members. How many of them can fail at the same time while the rest still accept writes?",
      form: "numeric",
      verdict: "wrong",
      quoted: "4",
      mastery_before: 0.31,
      mastery_after: 0.19,
    },
    {
      ...ROW,
      evidence_id: "evi_3",
      at: daysFromNow(-13),
      question:
        "In a cluster of five, a group of three members has agreed that a lock belongs to Ada. Could a *different* group of three out of the same five agree that it belongs to Ben, and what prevents it or makes it possible?",
      verdict: "partial",
      quoted: "no, somebody would sit in both groups and that one has said Ada already",
      mastery_before: 0.19,
      mastery_after: 0.41,
      contested: { at: daysFromNow(-12), reason: "I said that it cannot happen and why. The card repeats what I wrote." },
      corrected: { at: daysFromNow(-11), verdict: "correct", by: "Ms Okafor" },
    },
    {
      ...ROW,
      evidence_id: "evi_4",
      at: daysFromNow(-12),
      session_id: "ses_majority_2",
      question:
        "A colleague wants to grow an etcd cluster from three members to four, so that it survives two crashes. How many of the four must agree to a write, and how many crashes does the larger cluster really survive?",
      verdict: "correct",
      quoted: "three of the four, so just one crash, the same as before",
      kind: "closing_check",
      mastery_before: 0.41,
      mastery_after: 0.63,
    },
    {
      ...ROW,
      evidence_id: "evi_5",
      at: daysFromNow(-9),
      session_id: "ses_challenge",
      question:
        "For $n$ members the quorum is $\\lfloor n/2 \\rfloor + 1$. Which cluster survives the loss of three members with the fewest machines, and how do you know?",
      verdict: "correct",
      quoted: "seven: the quorum is 4 and 7 − 4 = 3",
      kind: "challenge",
      mastery_before: 0.63,
      mastery_after: 0.86,
    },
    {
      ...ROW,
      evidence_id: "evi_6",
      at: daysFromNow(-5),
      session_id: "ses_review",
      question: "Half of a cluster of six is cut off from the other half. Which half goes on?",
      verdict: "wrong",
      quoted: "the one with the leader in it",
      kind: "review",
      mastery_before: 0.86,
      mastery_after: 0.72,
      contested: { at: daysFromNow(-5), reason: "With the leader it could still answer reads, and I meant those." },
    },
  ],
};

export const WHY_RANGE: WhyBody = {
  card: RANGE,
  prior: 0.2,
  rows: [
    {
      ...ROW,
      evidence_id: "evi_r1",
      lesson_title: LOOPS.lesson_title,
      at: daysFromNow(-6),
      question: "What is the last number that this program prints?\n\n```python\nfor k in range(6):\n    print(k)\n```",
      form: "numeric",
      verdict: "wrong",
      quoted: "6",
      hints: 1,
      weight: 0.7,
      mastery_before: 0.2,
      mastery_after: 0.16,
    },
    {
      ...ROW,
      evidence_id: "evi_r2",
      lesson_title: LOOPS.lesson_title,
      at: daysFromNow(-6),
      question:
        "Write a loop of two lines that prints the numbers from 1 up to and including 10, each on a line of its own. Use `range` with a start and a stop.",
      form: "code",
      verdict: "correct",
      quoted: "for n in range(1, 11):\n    print(n)",
      mastery_before: 0.16,
      mastery_after: 0.52,
    },
    {
      ...ROW,
      evidence_id: "evi_r3",
      lesson_title: LOOPS.lesson_title,
      at: daysFromNow(-6),
      question: "Which of these hands out 3, 4 and 5?",
      form: "choice",
      verdict: "correct",
      quoted: null,
      kind: "closing_check",
      weight: 0.8,
      mastery_before: 0.52,
      mastery_after: 0.81,
    },
  ],
};
