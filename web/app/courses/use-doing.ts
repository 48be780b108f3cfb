import { useState } from "preact/hooks";
import { reasonOf } from "./page.tsx";

export interface Doing {
  readonly isBusy: boolean;
  /** Why the last thing was not done; null when it was. */
  readonly fault: string | null;
  /** Does one thing at a time. Answers whether it was done. */
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>;
  /** Says what is wrong before anything is done. */
  readonly object: (fault: string) => void;
}

/** One form's or one button's dealings with the server. */
export function useDoing(): Doing {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  return {
    isBusy,
    fault,
    object: setFault,
    async run(act) {
      if (isBusy) return false;
      setBusy(true);
      setFault(null);
      try {
        await act();
        return true;
      } catch (error) {
        setFault(reasonOf(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
