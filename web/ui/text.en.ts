import type { LessonContext, Outcome, Summary } from "../../src/protocol/lesson.schema.ts";
import type { PublicEvaluation } from "../../src/protocol/public-event.schema.ts";

type Purpose = NonNullable<LessonContext["purpose"]>;

const LOCALE = "en";
const number = new Intl.NumberFormat(LOCALE);
const plurals = new Intl.PluralRules(LOCALE);
const list = new Intl.ListFormat(LOCALE);
const languages = new Intl.DisplayNames(LOCALE, { type: "language" });
const ago = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

const count = (n: number, one: string, many: string) => `${number.format(n)} ${plurals.select(n) === "one" ? one : many}`;
const stones = (n: number) => count(n, "stone", "stones");

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** English. */
export const en = {
  locale: LOCALE,
  dir: "ltr",
  product: "Cairn",
  skip: "Skip to the content",
  home: "Cairn, all lessons",
  lessons: "Lessons",
  retry: "Try again",
  cancel: "Stay here",
  stones,
  minutes: (n: number) => `${number.format(n)} min`,
  page_title: (...parts: readonly string[]) => [...parts, "Cairn"].join(" · "),

  shelf: {
    title: "Lessons",
    promise: "Learn one thing well, stone by stone.",
    how: "Cairn explains one small idea, asks you about it, and reads what you write before it goes on.",
    open: "Go on where you were",
    lessons: "Pick a lesson",
    loading: "Fetching the lessons …",
    empty: "There are no ready-made lessons here yet. Name one of your own below.",
    start: "Start",
    start_lesson: (title: string) => `Start ${title}`,
    starting: "Starting …",
    progress: (done: number, of: number) => `Stone ${number.format(Math.min(done + 1, of))} of ${number.format(of)}`,
    not_begun: "Not begun yet",
    go_on: "Go on",
    go_on_lesson: (title: string) => `Go on with ${title}`,
    finished: "You finished this.",
    when: (seconds: number) => {
      if (seconds < HOUR_S) return ago.format(-Math.floor(seconds / MINUTE_S), "minute");
      if (seconds < DAY_S) return ago.format(-Math.floor(seconds / HOUR_S), "hour");
      return ago.format(-Math.floor(seconds / DAY_S), "day");
    },
  },

  own: {
    title: "Or learn something of your own",
    field: "What do you want to be able to do?",
    example: "Explain how a vaccine trains the body",
    start: "Make a lesson",
    more: "Add objectives or your own materials",
    objectives: "Objectives, one on each line",
    objectives_note: "Up to eight. Leave it empty and the lesson finds its own.",
    materials: "Materials",
    materials_note: "Paste notes or a text to learn from.",
    language: "Language of the lesson",
    language_name: (tag: string) => languages.of(tag) ?? tag,
    note: "Where no AI model is connected, Cairn teaches only from what you paste here.",
    needed: "Say in a few words what you want to be able to do.",
    too_long: (n: number) => `The materials are ${number.format(n)} characters too long.`,
  },

  given: {
    title: "A lesson for you",
    lead: "Somebody gave you the address of this lesson. You need no account to take it.",
    stale: "Not up to date: we cannot be reached.",
    lost: {
      what: "There is no such lesson.",
      safe: "Perhaps the address was cut short.",
      action: "Ask whoever gave it to you, or pick another lesson.",
    },
  },

  choose: {
    planning: "Path Generator is laying out paths through this lesson …",
    title: (paths: number) => (paths > 1 ? "Choose your path" : "Your path"),
    same_goal: "Each leads to the same goals. The first is a good start.",
    legend: "Paths through this lesson",
    start: "Start",
    ask_first: "I know some of this: ask me first",
    ask_first_about: "Two questions a step. What you know is skipped; at the first gap the teaching begins.",
    steps: (concepts: readonly string[]) => `${stones(concepts.length)}: ${list.format(concepts)}`,
    add_materials: "Add a text to learn from",
    basis: {
      pack: null,
      materials: "This lesson is made from the text you pasted.",
      objectives:
        "There is no material behind this lesson. Where no AI model is connected, you will check yourself, and steps are marked as not verified.",
    },
  },

  trail: {
    label: "Your path",
    show: "Show the whole path",
    hide: "Hide the path",
    position: (n: number, of: number) => `Stone ${number.format(n)} of ${number.format(of)}`,
    state: {
      to_come: "to come",
      current: "now",
      laid: "laid",
      set_aside: "set aside",
      unverified: "laid, not verified",
      placed: "skipped: you knew it",
    },
  },

  lesson: {
    leave: "Leave",
    leave_note: ": your place is kept",
    conversation: "Conversation",
    earlier: (n: number) => `Earlier: ${stones(n)}`,
    code: "Program",
    table: "Table",
    you: "You",
    sending: "Sending …",
    waiting: "Not sent yet: it goes out by itself when the connection is back.",
    whole_reply: "Show all of it",
    to_question: "To the question",
    to_options: "To the answers",
    options: "Answers to choose from",
    rewritten: "The tutor has rewritten this.",
    unreviewed: "The reviewer was not fully content with this explanation.",
    note: {
      built_in: "Cairn’s built-in tutor is teaching, without an AI model.",
      took_over: "The AI model cannot be reached. Cairn’s built-in tutor goes on from here; nothing is lost.",
      model_back: "From here an AI model is teaching.",
    },
    end: "End this lesson",
    end_question: "End this lesson for good?",
    end_explained: "You cannot come back to it. If you only want a break, leave: your place is kept.",
    closing: "This check is without hints.",
    placing: "Checking what you know · answer from memory",
  },

  hint: {
    next: (n: number, of: number) => `Hint · ${number.format(n)} of ${number.format(of)}`,
    title: (n: number, of: number) => `Hint ${number.format(n)} of ${number.format(of)}`,
    worked_example: "Show me a worked example",
    worked_example_reply: "I am stuck. Please show me a worked example.",
  },

  answer: {
    label: "Your answer",
    open: "Answer in your own words, or ask",
    choice: "Pick an answer above, or write here",
    numeric: "Your number, or a question",
    code: "Your program, or a question",
    send: "Answer",
    code_keys: "Tab indents · Esc, Tab leaves · Ctrl + Enter sends",
    letters: "Letters",
    digits: "Digits",
    set_aside: "Set this step aside",
    teach_me: "Teach me this",
    too_long: (over: number) => `${count(over, "character", "characters")} too long to send`,
    not_sent: (reason: string) => `Not sent: ${reason} Your words are still here.`,
    not_done: (reason: string) => `That did not work: ${reason}`,
  },

  status: {
    your_turn: "Your turn",
    sending: "Sending your answer",
    planning: "Path Generator is at work",
    evaluator: "Evaluator is reading your answer",
    tutor: {
      first: "Tutor is preparing the first stone",
      advance: "Tutor is preparing the next stone",
      practise: "Tutor is choosing one more question",
      remediate: "Tutor is finding another way",
      answer_question: "Tutor is answering your question",
      probe: "Tutor is choosing a question",
      teach: "Tutor is preparing the explanation",
    },
    tutor_again: "Tutor is writing it once more",
    reviewer: "Reviewer is checking the draft",
    fell_back: "No model answered; the built-in tutor goes on",
    connecting: "Connecting …",
    cut_off: "Not connected. What you write is kept here.",
  },

  verdict: {
    label: "Feedback",
    heading: (verdict: PublicEvaluation) => {
      if (verdict.advance_reason === "set_aside") return "Set aside. It comes back when you review.";
      if (verdict.user_intent === "ask_question") return "Not taken as an answer, so it does not count against you.";
      if (verdict.placement === "teach" && verdict.user_intent === "stuck") return "Good to know. Then it is explained first.";
      if (verdict.user_intent === "stuck") return "Being stuck is fine. Let’s go at it another way.";
      if (verdict.unverified) return "Not verified";
      return { correct: "Correct", partial: "Partly right", wrong: "Not yet", "n/a": "Noted" }[verdict.evaluation];
    },
    you_wrote: "You wrote",
    right: "Right",
    mix_up: "Easy to mix up",
    look_again: "Look again",
    why: "Why",
    placed: "You knew this step, so it is skipped.",
    // It blames nobody: moderators err.
    kept_from_models:
      "What you wrote stayed here this time, and the answer comes from the lesson alone. If that was taken wrongly, try other words; if something weighs on you, please talk to somebody you trust.",
    unverified: "Nothing here could check this answer, so it is not counted as proven.",
  },

  announce: {
    paths: (n: number) => `${count(n, "path", "paths")} through this lesson to choose from.`,
    teaching: (question: string) => `New explanation. The question: ${question}`,
    probe: (question: string) => `A question, before anything is explained: ${question}`,
    hint: (title: string, hint: string) => `${title}: ${hint}`,
    completed: "The lesson is finished.",
  },

  end: {
    title: "Your cairn stands.",
    title_of: { review: "Reviewed.", challenge: "Your answer counts." } satisfies Record<Purpose, string>,
    title_ended: "You ended this lesson.",
    ended: "What you had laid is below.",
    ended_early: "You had not laid a stone yet.",
    restart: "Start it again",
    goals: "What you can do now",
    placed: "Skipped, because you knew it",
    unverified: "What you went through, not verified",
    still_open: "Still open",
    outcome: {
      unassisted: "on your own",
      with_help: "with help",
      set_aside: "set aside for now",
      unverified: "not verified",
      placed: "before the lesson",
    } satisfies Record<Outcome["outcome"], string>,
    closing: "The closing check",
    closing_result: {
      unassisted: "You passed it on your own, without a hint.",
      with_help: "You passed it after another explanation.",
      set_aside: "You set it aside. Come back to it when you review.",
      unverified: "Nothing could verify it, so it stays open.",
    } satisfies Record<Summary["closing_check"], string>,
    revisit: "Come back to",
    sources: "Sources",
    licence: (name: string) => `Licence: ${name}`,
    again: "Another lesson",
    print: "Print this page",
  },

  /** The pages about what a learner knows bring their own words; these are said elsewhere. */
  sources: {
    title: (n: number) => `Where this comes from (${number.format(n)})`,
    loading: "Fetching the passages …",
    lost: "The passages cannot be fetched just now. Close this and open it again to try once more.",
    gone: "The document that this came from is no longer there.",
  },

  courses: {
    title: "Courses",
    invite: "Do you teach?",
    link: "Make a lesson from your own documents",
  },

  knowledge: {
    title: "My knowledge",
    due: (n: number) => `${count(n, "thing is", "things are")} due for review.`,
    review: "Review now",
    kept: "What you showed here is kept in",
    kept_for: ", and comes back for review when it is time.",
  },

  trouble: {
    not_found: {
      what: "There is nothing at this address.",
      safe: "Nothing of yours is lost.",
      action: "Look for your lesson on the shelf.",
    },
    session_not_found: {
      what: "This lesson is not here for you.",
      safe: "It may have been opened in another browser, where it is safe.",
      action: "Open it there, or start it anew from the shelf.",
    },
    offline: {
      what: "Cairn cannot be reached.",
      safe: "Your answers so far are kept.",
      action: "Check your connection, then try again.",
    },
    server: {
      what: "Something went wrong on our side.",
      safe: "Your answers so far are kept.",
      action: "Wait a moment, then try again.",
    },
  },

  /** Refusals that a learner can meet, in words that say what to do; by code. */
  refusal: {
    turn_in_progress: "the tutor is still at work on the last step.",
    wrong_phase: "the lesson has moved on, perhaps in another tab.",
    empty_reply: "the answer is empty.",
    reply_too_long: "the answer is longer than 8,000 characters.",
    hints_exhausted: "there are no more hints for this question.",
    hints_closed: "this check is without hints.",
    hints_not_yet: "there are no hints before the teaching. You can ask to be taught.",
    nothing_to_teach_first: "this step has been explained already.",
    placement_not_offered: "this path begins with its teaching.",
    set_aside_too_early: "a few more tries first.",
    too_many_requests: "that was too fast. Wait a moment and try again.",
    unauthenticated: "this browser is no longer signed in. Reload the page.",
    session_not_found: "this lesson is no longer here for you.",
    lesson_not_found: "this lesson is no longer on the shelf.",
    too_large: "that is larger than we can take.",
    offline: "we cannot be reached. Check your connection and try again.",
    other: "something went wrong on our side. Try again.",
  },
};
