import { useState } from "preact/hooks";
import type { FieldProblem } from "../../../src/protocol/errors.ts";
import { OperatorRefused } from "./operator-api.ts";
import { isSignedOut, troubleOf } from "./use-load.ts";
import type { ViewProps } from "./view.ts";

export interface Acting {
  readonly isBusy: boolean;
  /** What went right or wrong last, where no field can show it. */
  readonly result: { readonly what: string; readonly isFault: boolean } | null;
  /** What the server found wrong with a field, by its path. */
  readonly faultAt: (field: string) => string | null;
  /** Does one thing at a time: says what was done, or keeps why not. Answers whether it was done. */
  readonly run: (act: () => Promise<unknown>, done: string) => Promise<boolean>;
  readonly clear: () => void;
}

/** One form's dealings with the server. `known` are the fields that show what is wrong with them; the rest is told for the form. */
export function useAct(
  { onSignedOut, say }: Pick<ViewProps, "onSignedOut" | "say">,
  known: (field: string) => boolean = () => false,
): Acting {
  const [isBusy, setBusy] = useState(false);
  const [fields, setFields] = useState<readonly FieldProblem[]>([]);
  const [result, setResult] = useState<Acting["result"]>(null);

  const fail = (error: unknown) => {
    if (isSignedOut(error)) return onSignedOut();
    const wrong = error instanceof OperatorRefused ? error.fields : [];
    setFields(wrong.filter(({ field }) => known(field)));
    if (wrong.length === 0 || wrong.some(({ field }) => !known(field))) setResult({ what: troubleOf(error), isFault: true });
  };
  return {
    isBusy,
    result,
    faultAt: (field) => fields.find((problem) => problem.field === field)?.message ?? null,
    clear() {
      setFields([]);
      setResult(null);
    },
    async run(act, done) {
      if (isBusy) return false;
      setBusy(true);
      setFields([]);
      setResult(null);
      try {
        await act();
        setResult({ what: done, isFault: false });
        say(done);
        return true;
      } catch (error) {
        fail(error);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
