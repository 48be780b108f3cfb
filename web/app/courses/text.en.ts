import type {
  CitedAnswer,
  CourseCard,
  Decision,
  DocumentCard,
  DraftCard,
  DraftEstimate,
  DraftStatus,
  Finding,
  FoundPassage,
  ItemCheck,
  ReadFailure,
  SearchStep,
} from "../../../src/protocol/course.schema.ts";
import { format } from "../format.en.ts";
import { placeOf } from "../place.en.ts";

const { number, count } = format;
const list = new Intl.ListFormat("en");
const money = new Intl.NumberFormat("en", { style: "currency", currency: "USD", maximumFractionDigits: 2 });
const isInSeconds = (n: number) => n < 90;
const inUnit = (n: number) => (isInSeconds(n) ? Math.max(1, Math.round(n)) : Math.round(n / 60));
const seconds = (n: number) => (isInSeconds(n) ? count(inUnit(n), "second", "seconds") : count(inUnit(n), "minute", "minutes"));
/** The unit is said once where both ends share it. */
const spanOfTime = (low: number, high: number) =>
  isInSeconds(low) === isInSeconds(high) && inUnit(low) !== inUnit(high)
    ? `${number(inUnit(low))} to ${seconds(high)}`
    : range(seconds(low), seconds(high));
const NANO_PER_DOLLAR = 1e9;
const dollars = (nano: number) => (nano > 0 && nano < NANO_PER_DOLLAR / 100 ? "less than a cent" : money.format(nano / NANO_PER_DOLLAR));
const range = (low: string, high: string) => (low === high ? low : `${low} to ${high}`);
const megabytes = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const size = (bytes: number) =>
  bytes < 100_000 ? `${number(Math.max(Math.min(1, bytes), Math.round(bytes / 1_000)))} kB` : `${megabytes.format(bytes / 1e6)} MB`;

/** Words of the pages of who teaches, in English. */
export const words = {
  loading: "Fetching …",
  reload: "Not up to date: we cannot be reached. What you see is from before.",
  not_done: (reason: string) => `That was not done: ${reason}`,

  all: {
    title: "Courses",
    lead: "Put in what you teach from. Cairn reads it, finds its way in it, and makes lessons that you approve.",
    none: "No course yet",
    none_what: "A course holds documents: a chapter, a handout, a page on the web. Give it a name to begin.",
    new: "A new course",
    name: "What is it called?",
    example: "Biology, year 10",
    language: "Language of its documents",
    make: "Make the course",
    making: "Making …",
    needed: "Give the course a name.",
    holds: ({ documents, passages }: CourseCard) =>
      documents === 0 ? "Nothing in it yet" : `${count(documents, "document", "documents")}, ${count(passages, "passage", "passages")}`,
  },

  course: {
    back: "Courses",
    remove: "Delete this course",
    remove_title: "Delete this course and everything in it?",
    remove_what: "Its documents, their passages and drafts are erased for good. Lessons that you published stay.",
    remove_yes: "Delete it all",
    keep: "Keep it",
    removed: "The course is deleted.",
  },

  add: {
    title: "Materials",
    drop: "Drop files here, or",
    choose: "Choose files",
    what: "PDF, Word, HTML, Markdown, AsciiDoc or plain text, up to 50 MB each.",
    link: "Or a page on the web",
    link_example: "https://…",
    fetch: "Fetch",
    fetching: "Fetching …",
    link_needed: "Paste the whole address, with https:// in front.",
    sending: (name: string, sent: number, of: number) => `Sending ${name}: ${size(sent)} of ${size(of)}`,
    not_sent: (name: string, reason: string) => `${name} was not sent: ${reason}`,
    again: "Send again",
    dismiss: "Never mind",
    call_off: "Stop",
    added: (name: string) => `${name} has arrived and is being read.`,
  },

  document: {
    back: "Back to the course",
    none: "Nothing here yet. What you add is read at once, and this page says how far it is.",
    kind: { pdf: "PDF", docx: "Word", html: "Web page", markdown: "Markdown", asciidoc: "AsciiDoc", text: "Text" },
    what: ({ kind, bytes, pages: n, passages }: DocumentCard) =>
      [
        kind && words.document.kind[kind],
        bytes > 0 && size(bytes),
        n !== null && n > 0 && count(n, "page", "pages"),
        passages > 0 && count(passages, "passage", "passages"),
      ]
        .filter(Boolean)
        .join(" · "),
    status: {
      waiting: "Waiting its turn",
      fetching: "Fetching",
      reading: "Reading",
      indexing: "Indexing",
      ready: "Ready",
      failed: "Not readable",
      deleting: "Being erased",
    },
    progress: ({ status, progress: { unit, done, total } }: DocumentCard) => {
      if (status === "waiting" || status === "deleting") return `${words.document.status[status]} …`;
      const what = unit === "bytes" ? (n: number) => size(n) : (n: number) => count(n, unit.slice(0, -1), unit);
      return `${words.document.status[status]}: ${total === null ? what(done) : `${unit === "bytes" ? size(done) : number(done)} of ${what(total)}`}`;
    },
    open: (name: string) => `Open ${name}`,
    remove: "Remove",
    remove_named: (name: string) => `Remove ${name}`,
    remove_title: "Erase this document?",
    remove_what: (name: string) => `${name}, its passages, and what drafts took from it are erased for good. Published lessons stay.`,
    remove_yes: "Erase it",
    keep: "Keep it",
    removed: (name: string) => `${name} is being erased.`,
    is_ready: (name: string) => `${name} is ready.`,
    has_failed: (name: string) => `${name} could not be read.`,
    findings: (n: number) => `${count(n, "thing", "things")} to look at`,
    finding: {
      scanned_page: "A picture of text: nothing on it can be read",
      unreadable_page: "Could not be read",
      instructions: "Reads like orders to a machine; never taught from or obeyed",
      truncated: "Was cut short",
      odd_characters: "Characters that no font explains",
    } satisfies Record<Finding["kind"], string>,
    pages: (all: readonly number[]) => (all.length === 1 ? `Page ${list.format(all.map(number))}` : `Pages ${spans(all)}`),
    places: (n: number) => count(n, "place", "places"),
    failure: {
      empty: "There is nothing in it.",
      too_large: "It is too large.",
      unknown_format: "This kind of file is not known.",
      encrypted: "It is locked with a password.",
      damaged: "It is damaged.",
      too_complex: "It is built in a way that takes too long to read.",
      no_text: "There is no text in it.",
      address_refused: "This address may not be fetched.",
      address_failed: "The address did not answer as it should.",
      robots_refused: "The site asks not to be read by machines.",
      took_too_long: "It took too long.",
      internal: "Something went wrong on our side.",
    } satisfies Record<ReadFailure, string>,
    at_page: (page: number) => `Page ${number(page)}.`,
  },

  find: {
    title: "Find and ask",
    label: "Words to find, or a question",
    example: "Why does ice float?",
    find: "Find",
    ask: "Ask",
    busy: "Looking …",
    needed: "Type what to look for.",
    nothing_ready: "Once a document is ready, you can find and ask here.",
    found: (n: number, query: string) =>
      n === 0 ? `Nothing was found for “${query}”.` : `${count(n, "passage", "passages")} for “${query}”`,
    found_nothing_hint: "Try other words, or fewer.",
    answer: (question: string) => `“${question}”`,
    not_in_sources: "The sources do not say.",
    nearest: "Nearest to it are these passages",
    cited: "Where it says so",
    by: { model: "Written by a model from these passages only.", embedded: "In the sources' own words." } satisfies Record<
      CitedAnswer["by"],
      string
    >,
    steps: (n: number) => `How it was found: ${count(n, "step", "steps")}`,
    step: {
      split: "Took the question apart",
      search: "Searched",
      judge: "Judged what was found",
      search_again: "Searched again",
      answer: "Answered",
      check: "Checked against the sources",
    } satisfies Record<SearchStep["kind"], string>,
    step_found: (n: number) => count(n, "passage", "passages"),
    open: "Open in the document",
    why: ({ why }: FoundPassage) => {
      const by = [
        why.lexical_rank !== null && `place ${number(why.lexical_rank)} by its words`,
        why.vector_rank !== null && `place ${number(why.vector_rank)} by its meaning`,
      ].filter((part) => part !== false);
      return by.length === 0 ? "Found beside a better one" : sentence(list.format(by));
    },
    words: (all: readonly string[]) => `Has: ${all.join(", ")}`,
    unknown: (all: readonly string[]) => `Nowhere in this course: ${all.join(", ")}`,
  },

  place: placeOf,

  viewer: {
    title: "Document",
    text: "Text",
    pages: "Pages",
    source: "Download the original",
    loading_pages: "Opening the pages …",
    no_pages: "The pages cannot be shown here. The text is the same words.",
    of: (pages: number) => `of ${number(pages)}`,
    page_name: (page: number) => `Page ${number(page)} as printed`,
    previous: "Previous page",
    next: "Next page",
    go: "Go to page",
    from_start: "Read from the beginning",
    page_mark: (page: number) => `Page ${number(page)}`,
    more: "Read on",
    not_ready: "This document is not read yet. Its page comes once it is ready.",
  },

  lessons: {
    title: "Lessons from these materials",
    lead: "Cairn drafts a lesson from your documents. Nothing of it reaches a learner before you have looked at each part.",
    not_fetched: "The drafts could not be fetched.",
    new: "Draft a lesson",
    name: "What should learners be able to do?",
    example: "Explain how plants store light as sugar",
    more: "Add objectives, or choose documents",
    objectives: "Objectives, one on each line",
    from: "From which documents",
    estimate: "See what it takes",
    estimating: "Reckoning …",
    start: "Draft it",
    starting: "Starting …",
    needed: "Say what learners should be able to do.",
    none_chosen: "Choose at least one document.",
    nothing_ready: "Once a document is ready, a lesson can be drafted from it.",
    takes: ({ model, passages, items, seconds: time, cost }: DraftEstimate) =>
      `${count(passages, "passage", "passages")} make about ${range(number(items.low), number(items.high))} questions, in ${spanOfTime(time.low, time.high)}. ${
        model === null
          ? "No model is connected, so Cairn quotes and asks from the text itself. It costs nothing."
          : `${model} writes them for ${range(dollars(cost.low), dollars(cost.high))}.`
      }`,
    status: {
      waiting: "Waiting its turn",
      writing: "Being written",
      checking: "Being checked",
      review: "Waits for you",
      published: "Published",
      expired: "Nobody decided in time",
      failed: "Could not be written",
      withdrawn: "Withdrawn",
    } satisfies Record<DraftStatus, string>,
    decided: ({ items, decided, held_back }: DraftCard) =>
      `${number(decided)} of ${count(items, "part", "parts")} decided${held_back > 0 ? `, ${number(held_back)} held back by checks` : ""}`,
    look: "Look at it",
    teach: "Start the lesson",
    copy: "Copy the address for learners",
    copied: "Copied. Whoever has this address can take the lesson, without an account.",
    accepted: ({ approved, edited, rejected }: { approved: number; edited: number; rejected: number }) =>
      `Of ${count(approved + edited + rejected, "part", "parts")} decided so far, you took ${number(approved)} as written, edited ${number(edited)} and rejected ${number(rejected)}.`,
    started: "The draft has begun. This page says when it waits for you.",
  },

  desk: {
    title: "Approval desk",
    lead: "Each part beside the source it was made from. Approve it, edit it, or reject it.",
    until: (iso: string) => `Waits for you until ${format.day(iso)}.`,
    show: "Show",
    overview: "Steps of this lesson",
    left_in: (left: number, look: number) =>
      [left === 0 ? "nothing left" : `${number(left)} to decide`, look > 0 && `${number(look)} to look at`].filter(Boolean).join(", "),
    filter: { to_do: "To decide", look: "Needs a look", all: "All" },
    filtered: (label: string, n: number) => `${label} (${number(n)})`,
    none: {
      to_do: "Every part is decided.",
      look: "Nothing does: every check holds, and every part that is left has its source beside it.",
      all: "There is no part in this draft.",
    },
    explanation: "Explanation",
    item: { open: "Question", choice: "Question with options", numeric: "Question with a number", code: "Question with a program" },
    key: "Answer key",
    points: "It has to say",
    hints: (n: number) => `${count(n, "hint", "hints")}`,
    right: "right",
    source: "Made from",
    no_source: "No passage: written without a source.",
    decision: {
      open: "To decide",
      held_back: "Held back",
      approved: "Approved",
      edited: "Edited and approved",
      rejected: "Rejected",
    } satisfies Record<Decision, string>,
    holds: {
      solver: "somebody who saw only the source came to the same answer",
      leak: "it gives nothing away",
      duplicate: "it is not asked twice",
      reading_level: "it reads easily",
      grounded: "the source says so",
    } satisfies Record<ItemCheck["check"], string>,
    hold: (checks: readonly ItemCheck["check"][]) => `Checked: ${list.format(checks.map((check) => words.desk.holds[check]))}.`,
    fails: {
      solver: "The source alone does not lead to this answer.",
      leak: "It may give the answer away.",
      duplicate: "It is asked twice.",
      reading_level: "It is hard to read.",
      grounded: "The source may not say so.",
    } satisfies Record<ItemCheck["check"], string>,
    approve: "Approve",
    edit: "Edit",
    reject: "Reject",
    reason: "Why? (optional)",
    save: "Save and check",
    saving: "Checking …",
    cancel: "Cancel",
    text_label: "Text",
    key_label: "Answer key",
    done: (decision: Decision) => `${words.desk.decision[decision]}.`,
    approve_clean: (n: number, concept: string) => `Approve these ${number(n)} about “${concept}”`,
    approve_clean_note:
      "Every check holds for them, and each has its source beside it. Each is recorded on its own, and you can still change any.",
    approving: (n: number, of: number) => `Approving ${number(n)} of ${number(of)} …`,
    bar: "How far you are",
    decided: "Parts decided",
    to_look_at: (n: number) => (n === 0 ? "" : `${count(n, "part needs", "parts need")} a look.`),
    next: "Next part",
    publish: "Publish the lesson",
    publishing: "Publishing …",
    publish_note: (left: number, held: number) =>
      left > 0
        ? `${count(left, "part waits", "parts wait")} for your decision.`
        : held > 0
          ? `${count(held, "part is", "parts are")} held back and will not be in the lesson.`
          : "Everything is decided. What is published does not change any more.",
    withdraw: "Withdraw this draft",
    withdraw_title: "Withdraw this draft?",
    withdraw_what: "It can no longer be decided or published. Your documents stay.",
    keep: "Keep it",
    published: "The lesson is published.",
    audit: "What happened so far",
  },

  trouble: {
    course_not_found: {
      what: "There is no such course for you.",
      safe: "Courses belong to who made them.",
      action: "All of yours are on one page.",
    },
    document_not_found: {
      what: "There is no such document for you.",
      safe: "It may have been erased.",
      action: "All of your courses are on one page.",
    },
    draft_not_found: {
      what: "There is no such draft for you.",
      safe: "It may have been withdrawn.",
      action: "All of your courses are on one page.",
    },
    not_an_author: {
      what: "Here only the operator keeps courses.",
      safe: "Lessons are open to you as before.",
      action: "Ask whoever runs this Cairn, or go back to the shelf.",
    },
  },

  /** Refusals that only these pages meet, by code. */
  refusal: {
    too_large: "it is larger than 50 MB. Part it, or save it smaller.",
    too_many_documents: "this course is full. Make a second one, or remove what is not needed.",
    document_not_ready: "it is not ready yet. Wait until it has been read.",
    document_not_found: "it is no longer here.",
    course_not_found: "this course is no longer here.",
    draft_not_found: "this draft is no longer here.",
    draft_not_open: "this draft no longer waits for decisions. Load the page again to see why.",
    draft_not_decided: "some parts still wait for your decision.",
    address_refused: "this address may not be fetched. It has to be a public page, with http or https.",
    not_an_author: "here only the operator keeps courses.",
    invalid_request: "something in it is too long or not as it should be.",
    unavailable: "this is not to be had just now. Wait a moment and try again.",
  },
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "3, 7–12 and 40": runs of pages said once. */
function spans(all: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of [...all].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && page <= last[1] + 1) last[1] = page;
    else runs.push([page, page]);
  }
  return list.format(runs.map(([from, to]) => (from === to ? number(from) : `${number(from)}–${number(to)}`)));
}
