import type { AgentRoute, BreakerRow, BudgetStatus, Figures, Latency, OperatorCall, Range } from "../../../src/protocol/operator.schema.ts";
import { format } from "./format.en.ts";

const { count, dollars } = format;

const AGENTS: Readonly<Record<string, string>> = {
  evaluator: "Evaluator",
  tutor: "Tutor",
  reviewer: "Reviewer",
  path_generator: "Path Generator",
  author: "Author",
  solver: "Solver",
  answerer: "Answerer",
  default: "Every agent",
  api: "Programs",
  embeddings: "Programs’ embeddings",
};

const OUTCOMES: Readonly<Record<string, string>> = {
  ok: "answered",
  interrupted: "cut short by a restart",
  unreachable: "not reached",
  unauthorized: "key refused",
  rate_limited: "asked too often",
  provider_error: "fault of the provider",
  unavailable: "not available",
  timeout: "too slow",
  silent: "fell silent",
  cut_off: "answer cut off",
  not_json: "unreadable answer",
  wrong_schema: "answer of the wrong shape",
  empty: "empty answer",
  refused: "refused to answer",
  too_large: "answer too long",
  cancelled: "no longer needed",
  resting: "resting",
  over_budget: "not within the budget",
};

const scopeOf = (scope: BudgetStatus["scope"], id: string) => {
  if (scope === "tenant") return "The whole tenant";
  const one = scope === "course" ? "lesson" : "learner";
  return id === "*" ? `Each ${one}` : `One ${one}`;
};

/** The operator's page in English; loaded with it alone. */
export const words = {
  title: "Operator",
  nav_label: "Operator's pages",
  nav: { overview: "Overview", calls: "Calls", budgets: "Budgets", models: "Models", keys: "Keys" },
  sign_out: "Sign out",
  tenant: "Tenant",
  loading: "Fetching …",
  refresh: "Refresh",
  updated: (iso: string) => `As of ${format.time(iso)}`,
  saved: "Saved.",
  removed: "Removed.",
  remove: "Remove",
  save: "Save",
  change: "Change",
  table: "Show as a table",
  nothing_lost: "Nothing was changed.",
  problem: (detail: string) => (detail === "" ? "That did not work. Nothing was changed." : detail),
  offline: "The server cannot be reached. Nothing was changed; try again.",

  sign_in: {
    title: "Operator’s page",
    about: "What the models cost, how they answer, and what they may spend.",
    token: "Operator token",
    note: "The OPERATOR_TOKEN of this deployment. Locally it stands in the file .dev.vars.",
    submit: "Sign in",
    needed: "Enter the token.",
    wrong: "This is not the token of this deployment.",
    slow_down: "Too many wrong tokens. Wait a minute, then try again.",
    foreign: "This page was not loaded from the deployment itself.",
    absent: "Nobody is an operator yet",
    absent_about:
      "This deployment has no OPERATOR_TOKEN, so its operator’s page is closed. Lessons are not affected. Set one of 32 bytes or more, then load this page again.",
    absent_deployed: "Deployed",
    absent_local: "Locally",
    absent_local_about: "npm start writes a random one to .dev.vars.",
  },

  range: {
    label: "Time",
    names: { hour: "Hour", day: "Day", week: "Week", month: "Month" } satisfies Record<Range, string>,
    last: { hour: "the last hour", day: "the last 24 hours", week: "the last 7 days", month: "the last 30 days" } satisfies Record<
      Range,
      string
    >,
    step: { hour: "2 minutes", day: "hour", week: "6 hours", month: "day" } satisfies Record<Range, string>,
    at: (range: Range, iso: string) => (range === "month" ? format.day(iso) : range === "week" ? format.date_time(iso) : format.time(iso)),
  },

  lead: (figures: Figures, range: Range) => {
    const asked = `In ${words.range.last[range]} models were asked ${count(figures.calls, "time", "times")} for ${dollars(figures.spend_nanousd)}.`;
    if (figures.calls === 0) return `In ${words.range.last[range]} no model was asked, and nothing was spent.`;
    if (figures.errors === 0) return `${asked} None of them failed.`;
    return `${asked} ${count(figures.errors, "call", "calls")} gave no usable answer; the next in line, or the built-in tutor, took over.`;
  },

  empty: {
    title: "No calls yet",
    about: "As soon as a lesson asks a model, its calls, tokens and cost stand here.",
    no_route:
      "No model is set for any agent: the built-in tutor teaches alone, and costs nothing. To have a model teach, give a key of its provider, then choose the model.",
    to_keys: "Give a provider’s key",
    to_models: "Choose models",
    to_budgets: "Set a budget first",
  },

  figures: {
    title: "Figures",
    calls: "Calls",
    spend: "Spend",
    total: "Whole answer, p50 / p95",
    first: "First token, p50 / p95",
    tokens: "Tokens in / out",
    errors: "Without a usable answer",
    fallbacks: "Asked in place of another",
    hits: "From memory",
    hits_note: (figures: Figures) => `saved ${dollars(figures.saved_nanousd)}`,
    ahead: "Drafted ahead",
    ahead_note: (figures: Figures) => `${dollars(figures.speculation_waste_nanousd)} of it unused`,
    pair: (one: string, other: string) => `${one} / ${other}`,
    of_calls: (figures: Figures, n: number) => `${format.share(n, figures.calls)} of calls`,
    latency: ({ total_p50_ms, total_p95_ms }: Latency) => `${format.duration(total_p50_ms)} / ${format.duration(total_p95_ms)}`,
    first_token: ({ first_token_p50_ms, first_token_p95_ms }: Latency) =>
      `${format.duration(first_token_p50_ms)} / ${format.duration(first_token_p95_ms)}`,
  },

  charts: {
    title: "Over time",
    spend: (step: string) => `Spend, per ${step}`,
    calls: (step: string) => `Calls, per ${step}`,
    latency: (step: string) => `Time to the whole answer, per ${step}`,
    tokens: (step: string) => `Tokens, per ${step}`,
    when: "From",
    legend: {
      calls: "answered, or no longer needed",
      errors: "without a usable answer",
      p50: "p50",
      p95: "p95",
      tokens_in: "in",
      tokens_out: "out",
    },
    most: (value: string, at: string) => `At most ${value}, at ${at}.`,
    none: "Nothing in this time.",
  },

  tables: {
    agents: "By agent",
    routes: "By model",
    agent: "Agent",
    route: "Model",
    calls: "Calls",
    total: "Answer p50 / p95",
    first: "First token p50 / p95",
    tokens: "Tokens in / out",
    spend: "Spend",
    errors: "Errors",
    fallbacks: "Fallbacks",
    hits: "From memory",
  },
  agent: (name: string) => AGENTS[name] ?? name,

  breakers: {
    title: "Health of models",
    all_well: "Every model may be asked.",
    none: "No model has been asked lately.",
    state: ({ state, until }: BreakerRow) => {
      if (state === "closed") return "answering";
      if (state === "half_open") return "has rested; the next call that reaches it decides";
      return until === null ? "resting after failures" : `resting after failures until ${format.time(until)}; the next in line is asked`;
    },
  },

  budgets: {
    title: "Budgets",
    none: "There is no budget: models may spend without limit.",
    none_about: "Set one below. When it runs out, lessons go on without models.",
    set: "Set a budget",
    scope: scopeOf,
    period: { day: "a day", month: "a month" },
    nearest: (id: string) => `Nearest to its cap: ${id}`,
    nobody: "Nobody has spent anything yet.",
    money: (budget: BudgetStatus) => `${dollars(budget.spent_nanousd)} of ${dollars(budget.cap_nanousd ?? 0)}`,
    tokens: (budget: BudgetStatus) => `${format.tokens(budget.spent_tokens)} of ${format.tokens(budget.cap_tokens ?? 0)} tokens`,
    meter: (what: string, share: string) => `${what}, ${share}`,
    in_money: "Money",
    in_tokens: "Tokens",
    reserved: (budget: BudgetStatus) => `${dollars(budget.reserved_nanousd)} more set aside for lessons under way`,
    no_room: "What is left is all set aside. New lessons go on without models until some of it comes back, within ten minutes.",
    tier: {
      full: "Models are asked as the routes say.",
      tight: "Tight: only the cheapest model is asked, and nothing is drafted ahead.",
      spent: "Spent: no model is asked. Memory and the built-in tutor go on with every lesson.",
    } satisfies Record<BudgetStatus["tier"], string>,
    tag: { full: "on course", tight: "tight", spent: "spent" } satisfies Record<BudgetStatus["tier"], string>,
    resets: (iso: string) => `Begins anew on ${format.utc(iso)}.`,
    alert: (percent: number, iso: string) => `${percent}% passed ${format.date_time(iso)}`,
    alerts: "Alerts",
    change: (what: string) => `Change the budget: ${what}`,
    remove: (what: string) => `Remove the budget: ${what}`,
    remove_title: "Remove this budget?",
    remove_about: "From then on nothing limits what it limited.",
    keep: "Keep it",
  },

  budget_form: {
    title: "Set a budget",
    title_change: "Change a budget",
    who: "For",
    choices: {
      tenant: "the whole tenant",
      each_course: "each lesson",
      each_learner: "each learner",
      course: "one lesson",
      learner: "one learner",
    },
    id: { course: "Lesson id", learner: "Learner id" },
    id_example: { course: "les_…", learner: "lrn_…" },
    period: "Per",
    periods: { day: "day", month: "month" },
    dollars: "Dollars",
    tokens: "Tokens",
    caps_note: "Either, or both: the first to be reached counts. Days and months are UTC.",
    bad_dollars: "An amount such as 5 or 0.25.",
    bad_tokens: "A whole number such as 200000.",
    need_cap: "Give a cap in dollars, in tokens, or both.",
    need_id: "Say which one.",
    submit: "Set the budget",
    replaces: (old: string) => `This takes the place of the budget there is: ${old}.`,
    done: (what: string) => `The budget is set: ${what}.`,
    describe: (who: string, caps: readonly string[], period: "day" | "month") =>
      `${caps.join(" and ")} ${words.budgets.period[period]}, ${who.toLowerCase()}`,
    enough: (turns: number) => `That is about ${count(turns, "turn", "turns")} of lessons.`,
    free: "The models in force cost nothing, so no budget in dollars will run out.",
  },

  ladder: {
    title: "When a budget runs out",
    steps: [
      ["Up to 80%", "Models are asked as the routes say. At 50% there is a first alert."],
      ["From 80%", "Only the cheapest model of each route is asked, and nothing is drafted ahead."],
      ["At 100%", "No model is asked. What is remembered from before is used where it fits."],
      ["Beyond", "The built-in tutor teaches. It costs nothing, and no lesson stops."],
    ],
  },

  estimate: {
    title: "What turns cost",
    per_1000: "for 1,000 turns, at list prices of the models in force",
    measured: "By the tokens of this tenant’s calls in the last 30 days.",
    assumed: "By the tokens of Cairn’s own lessons; measured ones take their place after a few turns.",
    free: "Nothing: no model is asked, or those that are cost nothing.",
    agent: "Agent",
    asks: "First model asked",
    tokens: "Tokens a call, in / out",
    cost: "1,000 turns",
    nobody: "built-in tutor",
    guess: "price not known: counted high",
  },

  models: {
    title: "Models",
    about:
      "Each agent asks its models in order, from the top. The next is asked when one gives no usable answer; the built-in tutor always ends the line.",
    source: {
      tenant: "Set for this tenant.",
      tenant_default: "Set for this tenant, for all agents without a route of their own.",
      deployment: "As the deployment says.",
    } satisfies Record<AgentRoute["source"], string>,
    default_note: "For every agent below that has no models of its own.",
    entry: (n: number) => `Model ${n}`,
    placeholder: "openai:gpt-4.1-mini",
    price: (input: string, output: string) => `${input} in, ${output} out a million tokens`,
    free: "costs nothing",
    unknown_price: "Price not known here: budgets count $10 in, $50 out a million tokens.",
    unsaved_price: "Price shown once saved.",
    embedded: "Built-in tutor",
    embedded_note: "always last, costs nothing",
    up: (entry: string) => `Move up: ${entry}`,
    down: (entry: string) => `Move down: ${entry}`,
    remove: (entry: string) => `Remove: ${entry}`,
    add: "Add a model",
    save: (agent: string) => `Save the route of ${agent}`,
    saved: (agent: string) => `${agent}: saved. It holds everywhere within 30 seconds.`,
    reset: "Use the deployment’s again",
    reset_done: (agent: string) => `${agent}: the deployment’s route holds again.`,
    nothing: "No model: the built-in tutor alone.",
  },

  keys: {
    title: "Keys",
    provider_title: "Keys for providers",
    provider_about:
      "With a key of its own a tenant pays its provider itself. It is encrypted, never shown again, and used for this tenant alone.",
    none: "No keys of its own: models are asked with the deployment’s keys.",
    cannot_store:
      "To store keys, set KEY_ENCRYPTION_KEY first; docs/providers.md says how. Until then models are asked with the deployment’s keys.",
    provider: "Provider",
    key: "Key",
    key_note: "Only its last four characters will be shown.",
    base_url: "Address (optional)",
    base_url_note: "Leave it empty for the provider’s own.",
    store: "Store the key",
    stored: (provider: string, lastFour: string) => `Stored: ${provider}, ending in ${lastFour}.`,
    ends: (lastFour: string) => `ends in ${lastFour}`,
    since: (iso: string) => `since ${format.date(iso)}`,
    remove: (provider: string) => `Remove the key for ${provider}`,
    remove_title: "Remove this key?",
    remove_about: "From then on this provider is asked with the deployment’s key, if there is one.",
    keep: "Keep it",

    api_title: "Keys for your own programs",
    api_about:
      "With one of these a program uses /v1/chat/completions, /v1/embeddings and /v1/models within this tenant’s routes and budgets.",
    api_none: "No program has a key yet.",
    label: "What is it for?",
    label_example: "Course importer",
    create: "Make a key",
    created: "Copy it now: it is shown this once.",
    created_label: (label: string) => `New key: ${label}`,
    copy: "Copy",
    copied: "Copied.",
    copy_failed: "Copying was not allowed; select the key and copy it.",
    done: "I have it",
    revoked: (iso: string) => `ended ${format.date(iso)}`,
    revoke: (label: string) => `End the key: ${label}`,
    revoke_short: "End",
    revoke_title: "End this key?",
    revoke_about: "Programs that use it are refused from now on. This cannot be taken back.",
    revoke_done: "The key is ended.",
  },

  calls: {
    title: "Calls",
    newest: "Newest calls",
    all: "All calls",
    older: "Older calls",
    no_more: "These are all.",
    csv: "Download as CSV",
    csv_of: (range: Range) => `Download ${words.range.last[range]} as CSV`,
    at: "When",
    agent: "Agent",
    route: "Model",
    outcome: "Outcome",
    tokens: "Tokens in / out",
    cost: "Cost",
    first: "First token",
    total: "Whole answer",
    shown: (n: number) => `${count(n, "call", "calls")} shown.`,
    outcome_of: ({ outcome, cache, fallback_reason, purpose }: OperatorCall) => {
      const what = cache === "none" ? (OUTCOMES[outcome] ?? outcome.replaceAll("_", " ")) : words.calls.from[cache];
      const ahead = purpose === "speculation" ? ", drafted ahead" : "";
      return `${what}${ahead}${fallback_reason === null ? "" : `, after: ${OUTCOMES[fallback_reason] ?? fallback_reason.replaceAll("_", " ")}`}`;
    },
    from: { exact: "from memory", semantic: "from memory, a like question", speculation: "used a draft made ahead" },
    tokens_of: (call: OperatorCall) =>
      `${call.is_estimated && call.input_tokens + call.output_tokens > 0 ? "≈ " : ""}${format.tokens(call.input_tokens)} / ${format.tokens(call.output_tokens)}`,
    privacy: "No call keeps what a learner or a model wrote.",
  },

  memory: {
    title: "Memory",
    about: "Answers that hold nothing personal are kept and used again at no cost.",
    purge: "Forget them all",
    purge_title: "Forget every remembered answer?",
    purge_about: "The next lessons ask models again and pay for it.",
    keep: "Keep them",
    purged: (entries: number | null) =>
      entries === null ? "Everything is forgotten." : `${count(entries, "answer", "answers")} forgotten.`,
  },
};
