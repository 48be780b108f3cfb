/** The pages of the operator; the first stands at /operator itself. */
export const VIEWS = ["overview", "calls", "budgets", "models", "keys"] as const;
export type View = (typeof VIEWS)[number];

/** The view of a path such as `/operator/budgets`; an unknown one is the overview. */
export function viewOf(path: string): View {
  const name = /^\/operator\/([a-z]+)\/?$/.exec(path)?.[1];
  return VIEWS.find((view) => view === name) ?? "overview";
}

export const viewPath = (view: View): string => (view === "overview" ? "/operator" : `/operator/${view}`);

/** What every view needs to know and to tell. */
export interface ViewProps {
  readonly tenant: string;
  readonly onSignedOut: () => void;
  /** Says in the page's live region what just happened. */
  readonly say: (what: string) => void;
}
