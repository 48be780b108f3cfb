import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Refused } from "../api.ts";

export interface Fetched<T> {
  /** What was fetched last; stays while it is fetched again and when that fails. */
  readonly value: T | null;
  /** The code of what went wrong last; null when nothing did. */
  readonly trouble: string | null;
  readonly reload: () => Promise<void>;
}

/** Why something failed, as a code. */
export const codeOf = (error: unknown): string => (error instanceof Refused ? error.code : "offline");

/** Fetches at first, on `reload`, and when the network comes back after a failure; an answer that was overtaken is dropped. */
export function useFetched<T>(load: () => Promise<T>): Fetched<T> {
  const [state, setState] = useState<{ value: T | null; trouble: string | null }>({ value: null, trouble: null });
  const asked = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++asked.current;
    try {
      const value = await load();
      if (mine === asked.current) setState({ value, trouble: null });
    } catch (error) {
      if (mine === asked.current) setState((before) => ({ ...before, trouble: codeOf(error) }));
    }
  }, []);
  useEffect(() => {
    void reload();
    return () => {
      asked.current += 1;
    };
  }, []);
  useEffect(() => {
    if (state.trouble === null) return;
    const again = () => void reload();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [state.trouble]);
  return { ...state, reload };
}
