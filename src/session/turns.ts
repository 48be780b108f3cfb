/** The turns that are under way in one isolate, all sessions together: they share its one thread. */
export interface Turns {
  /** Counts one more. @returns what to call, once, when it has ended */
  begin(): () => void;
  /** Whether so many learners wait that work ahead would only make them wait longer. */
  isCrowded(): boolean;
}

/**
 * With a thousand turns at once on one thread (`npm run bench -- model`) the drafts made ahead alone take so long that no model is heard in time. A hundred
 * are more than an isolate's memory lets think and answer at the same time in everyday use.
 */
const CROWD = 100;

export function createTurns(): Turns {
  let underWay = 0;
  return {
    begin() {
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    isCrowded: () => underWay > CROWD,
  };
}
