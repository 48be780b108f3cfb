import { describe, expect, it } from "vitest";
import { budgetBodySchema } from "../../../src/protocol/operator.schema.ts";
import { describeBudget, draftOf, readDraft } from "../../../web/app/operator/budget-draft.ts";
import { dollars, format, readDollars, readTokens } from "../../../web/app/operator/format.en.ts";
import { VIEWS, viewOf, viewPath } from "../../../web/app/operator/view.ts";
import { routeOf } from "../../../web/app/route.ts";
import { UNSPENT } from "../../support/operator-desks.ts";

describe("an operator who types a budget", () => {
  const draft = { who: "tenant", id: "", period: "day", dollars: "5", tokens: "" } as const;

  it.each([
    [{ ...draft }, { scope: "tenant", scope_id: "", period: "day", cap_nanousd: 5_000_000_000, cap_tokens: null }],
    [
      { ...draft, who: "each_learner", dollars: "$0.25" },
      { scope: "learner", scope_id: "*", cap_nanousd: 250_000_000 },
    ],
    [
      { ...draft, who: "each_course", dollars: "", tokens: "200,000" },
      { scope: "course", scope_id: "*", cap_nanousd: null, cap_tokens: 200_000 },
    ],
    [
      { ...draft, who: "course", id: " les_raft-etcd ", period: "month" },
      { scope: "course", scope_id: "les_raft-etcd", period: "month" },
    ],
  ] as const)("means what the server takes: %o", (typed, meant) => {
    const read = readDraft(typed);
    expect(read).toMatchObject({ budget: meant });
    expect(budgetBodySchema.safeParse("budget" in read ? read.budget : null).success).toBe(true);
  });

  it.each([
    [{ ...draft, dollars: "" }, ["dollars"]],
    [{ ...draft, dollars: "five" }, ["dollars"]],
    [{ ...draft, dollars: "-1" }, ["dollars"]],
    [{ ...draft, tokens: "1.5" }, ["tokens"]],
    [{ ...draft, who: "learner", dollars: "x", tokens: "y" }, ["dollars", "id", "tokens"]],
  ] as const)("is told beside the field what is wrong: %o", (typed, fields) => {
    const read = readDraft(typed);
    expect("faults" in read ? Object.keys(read.faults).toSorted() : null).toEqual(fields);
  });

  it("gets back what is in force to change it, to the last nano-dollar", () => {
    for (const [scope, scope_id] of [
      ["tenant", ""],
      ["course", "*"],
      ["learner", "lrn_ada"],
    ] as const) {
      const budget = { ...UNSPENT, scope, scope_id, cap_nanousd: 1_000_000_001, cap_tokens: 7 };
      const { scope: _, ...rest } = { scope, scope_id, period: "day", cap_nanousd: 1_000_000_001, cap_tokens: 7 };
      expect(readDraft(draftOf(budget))).toEqual({ budget: { scope, ...rest } });
    }
  });

  it("reads it again in one line", () => {
    expect(describeBudget({ ...UNSPENT, cap_nanousd: 5_000_000_000, cap_tokens: 1 })).toBe("$5.00 and 1 token a day, the whole tenant");
    expect(describeBudget({ ...UNSPENT, scope: "learner", scope_id: "lrn_ada", period: "month", cap_tokens: 2_000 })).toBe(
      "2,000 tokens a month, one learner (lrn_ada)",
    );
  });
});

describe("money on the operator's page", () => {
  it.each([
    [0, "$0.00"],
    [1, "< $0.000001"],
    [1_096_000, "$0.001096"],
    [10_000_000, "$0.01"],
    [567_240_000, "$0.5672"],
    [1_005_000_000, "$1.01"],
    [1_234_567_890_123, "$1,234.57"],
  ])("shows %i nano-dollars as %s, so that no spend looks like none", (nanousd, shown) => {
    expect(dollars(nanousd)).toBe(shown);
  });

  it("is read exactly, and not where it is none", () => {
    expect([readDollars("0.000000001"), readDollars("999999.99"), readDollars(" ")]).toEqual([1, 999_999_990_000_000, null]);
    expect([readDollars("1e3"), readDollars("0,5x"), readTokens("-1"), readTokens("")]).toEqual([undefined, undefined, undefined, null]);
  });

  it("has shares and times that say when there is nothing to tell", () => {
    expect([format.share(1, 0), format.share(1, 3), format.duration(null), format.duration(999), format.duration(1_840)]).toEqual([
      "0%",
      "33.3%",
      "–",
      "999 ms",
      "1.84 s",
    ]);
  });
});

describe("the operator's addresses", () => {
  it("lead to their views, and learners' addresses do not", () => {
    for (const view of VIEWS) expect([routeOf(viewPath(view)), viewOf(viewPath(view))]).toEqual([{ name: "operator" }, view]);
    expect(viewOf("/operator/nowhere")).toBe("overview");
    expect(routeOf("/operators")).toEqual({ name: "not_found" });
    expect(routeOf("/")).toEqual({ name: "shelf" });
  });
});
