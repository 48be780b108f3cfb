import type { EvidenceRow, KnowledgeBody, SkillCard, SkillLevel } from "../../../src/protocol/knowledge.schema.ts";
import { format } from "../format.en.ts";

type DayCount = KnowledgeBody["calendar"][number];
type Verdict = EvidenceRow["verdict"];

const { share, count, number } = format;

/** How much an answer counts after so many hints; one that counts less was given too fast. The server reckons by the same. */
const WEIGHT_AFTER_HINTS = [1, 0.5, 0.25, 0];

/** Words of the pages about what the learner knows, in English. `now` is in ms since 1970. */
export const words = {
  loading: "Fetching what you have shown …",
  reload: "Not up to date: we cannot be reached. What you see is from before.",

  all: {
    title: "My knowledge",
    lead: (skills: readonly SkillCard[]) => {
      const mastered = skills.filter(({ level }) => level === "mastered").length;
      const so_far = `You have begun ${count(skills.length, "skill", "skills")}`;
      return mastered === 0
        ? `${so_far}. Each grows with what you show.`
        : `${so_far}, and ${number(mastered)} of them ${mastered === 1 ? "stands" : "stand"}.`;
    },
    about: "Every figure comes from your answers, and you can look behind each and say where it is wrong.",
    review: (due: number) => `Review now (${number(due)})`,
    due: "Due now",
    rest: "Not due yet",
    export: "Download everything (JSON)",
    export_note: "Your answers, what came of them, and what you said about them.",
  },

  erase: {
    open: "Erase everything about me",
    title: "Erase everything about you?",
    what: "Your lessons, your answers, what Cairn thinks you know, and courses that you keep are gone for good. Nobody can bring them back.",
    confirm: "Erase it all",
    keep: "Keep it",
    not_done: (reason: string) => `Nothing was erased, or not all of it: ${reason} Try once more.`,
  },

  empty: {
    title: "No stone yet",
    what: "Every answer that you give in a lesson counts here: what you can do on your own, what you can do with help, and when to try it again.",
    action: "Pick a lesson",
  },

  level: { begun: "Begun", growing: "Growing", near: "Nearly there", mastered: "Mastered" } satisfies Record<SkillLevel, string>,
  level_and_share: (level: SkillLevel, mastery: number) => `${words.level[level]}, ${share(mastery)}`,

  right: ({ answers, right, unassisted_right: aloneRight }: SkillCard) => {
    if (answers === 0) return "No answer has counted yet";
    const all = `${number(right)} of ${number(answers)} right`;
    if (right === 0) return all;
    if (aloneRight === right) return right === 1 ? `${all}, without help` : `${all}, all ${number(right)} without help`;
    return aloneRight === 0 ? `${all}, none without help yet` : `${all}, ${number(aloneRight)} without help`;
  },
  due: (due_at: string | null, now: number) => {
    if (due_at === null) return "Comes back once an answer was right";
    if (Date.parse(due_at) > now) return `Due ${format.days_between(now, due_at) === 0 ? "later today" : format.days_from(now, due_at)}`;
    const days = -format.days_between(now, due_at);
    return days === 0 ? "Due today" : `Due since ${days === 1 ? "yesterday" : format.day(due_at)}`;
  },
  why: (mastery: number) => `Why ${share(mastery)}?`,

  calendar: {
    title: "Day by day",
    caption: "What was done and what is due, four weeks back and four ahead",
    streak: (days: number) => (days < 2 ? null : `${number(days)} days in a row`),
    week: "Week of",
    cell: ({ day, due, done }: DayCount, isToday: boolean) => {
      const parts = [done > 0 && `${number(done)} done`, due > 0 && `${number(due)} due`].filter(Boolean);
      return `${format.weekday_and_day(day)}${isToday ? ", today" : ""}: ${parts.length === 0 ? "nothing" : parts.join(", ")}`;
    },
    done: "done",
    due: "due",
    today: "today",
    cap: (cap: number) => `At most ${count(cap, "review", "reviews")} a day. What is more waits, and nothing is lost by it.`,
  },

  skill: {
    back: "My knowledge",
    sure: (mastery: number) => `Cairn is ${share(mastery)} sure that you have this.`,
    mastered: "That is enough to build on.",
    claim: "I know this",
    claim_note: "One hard question, no hints. The result counts, either way.",
    starting: "Starting …",
    from_to: (prior: number, mastery: number, answers: number) =>
      answers === 0
        ? "No answer has counted yet."
        : `From ${share(prior)} before your first answer to ${share(mastery)} after ${count(answers, "answer", "answers")}.`,
    answers: "The answers behind it",
    earlier: (n: number) => `Earlier: ${count(n, "answer", "answers")}`,
    no_answers: "There are none yet: this is where Cairn starts with everybody.",
    before: "before",
    now: "now",
    table: "Show as a table",
    column: { at: "When", verdict: "Answer", estimate: "How sure Cairn was then" },
    legend: { correct: "right", other: "not yet right" },
  },

  kind: {
    lesson: "In the lesson",
    closing_check: "Closing check",
    review: "Review",
    challenge: "“I know this”",
    placement: "Before the lesson",
  } satisfies Record<EvidenceRow["kind"], string>,
  verdict: { correct: "Correct", partial: "Partly right", wrong: "Not yet" } satisfies Record<Verdict, string>,

  row: {
    you_wrote: "You wrote",
    help: (hints: number) => (hints === 0 ? "Without help" : `After ${count(hints, "hint", "hints")}`),
    weight: (weight: number, hints: number) => {
      const counted = weight >= 1 ? "counted in full" : weight <= 0 ? "did not count" : `counted for ${share(weight)}`;
      const isFast = weight > 0 && weight < (WEIGHT_AFTER_HINTS[hints] ?? 0);
      return isFast ? `${counted}, since it came faster than one can read and think` : counted;
    },
    moved: (before: number, after: number) =>
      share(before) === share(after) ? `stayed at ${share(after)}` : `from ${share(before)} to ${share(after)}`,
    corrected: "Corrected",
    corrected_by: (by: string, date: string, before: Verdict) =>
      `by ${by} on ${date}. Before, it was: ${words.verdict[before].toLowerCase()}.`,
    contested_on: (date: string, isCorrected: boolean) =>
      `You contested this on ${date}${isCorrected ? "." : "; a person can look at it."}`,
    open: "I think this verdict is wrong",
  },

  contest: {
    label: "What is wrong with it?",
    note: "In a few words. A person can look at it; until then the figure stays as it is.",
    send: "Send",
    sending: "Sending …",
    cancel: "Not now",
    empty: "Say in a few words what is wrong with it.",
    too_long: (over: number) => `${count(over, "character", "characters")} too long.`,
    not_sent: (reason: string) => `Not sent: ${reason} Your words are still here.`,
    sent: "Sent. A person can look at it.",
  },

  review: {
    title: "Review",
    lead: (due: number) => `${count(due, "thing is", "things are")} due.`,
    about: "One question each. What you show without hints stays away longest; the rest comes back sooner.",
    later: (later: number) =>
      `${number(later)} more ${later === 1 ? "is" : "are"} due as well. They wait for the days to come, so that no day is too long.`,
    begin: "Begin",
    order: "In this order",
    enough: "Enough for today.",
    enough_about: (later: number) =>
      `${count(later, "thing is", "things are")} still due. They wait for the days to come, so that no day is too long.`,
    nothing: "Nothing is due.",
    next: "Next comes",
    next_on: (iso: string, now: number) =>
      `${format.days_between(now, iso) === 0 ? "later today" : `${format.days_from(now, iso)}, on ${format.weekday_and_day(iso)}`}.`,
    next_none: "As soon as you have answered something right, it comes back here when it is time.",
    overdue: (days: number) => (days < 1 ? "due now" : `due for ${count(Math.floor(days), "day", "days")}`),
  },

  not_begun: (reason: string) => `That did not begin: ${reason}`,

  trouble: {
    skill_not_found: {
      what: "You have not met this skill yet.",
      safe: "Nothing of yours is lost.",
      action: "All that you have shown is on one page.",
    },
  },

  /** Refusals that only these pages meet, by code. */
  refusal: {
    nothing_due: "nothing is due any more. Perhaps you reviewed it on another device.",
    skill_not_found: "this skill is no longer here for you.",
    evidence_not_found: "this answer is no longer here for you.",
    unavailable: "this is not to be had just now. Wait a moment and try again.",
    invalid_request: "it has to be between 1 and 500 characters.",
  },
};
