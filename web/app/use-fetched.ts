import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Refused } from "./api.ts";

export interface Fetched<T> {
  /** What was fetched last; stays while it is fetched again and when that fails. */
  readonly value: T | null;
  /** The code of what went wrong last; null when nothing did. */
  readonly trouble: string | null;
  readonly reload: () => Promise<void>;
}

/** Why something failed, as a code. */
export const codeOf = (error: unknown): string => (error instanceof Refused ? error.code : "offline");

/** Between two attempts to reach a server that cannot be reached: doubled each time, up to the second. */
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/** Fetches at first, on `reload`, and again and again while nobody can be reached; an answer that was overtaken is dropped. */
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
  const isCutOff = state.trouble === "offline" || state.trouble === "unavailable";
  useEffect(() => {
    if (!isCutOff) return;
    const again = () => void reload();
    // The browser's word may come before the network does, and a server that is back gives none: so the page also asks by itself.
    let wait = FIRST_RETRY_MS;
    const later = () =>
      setTimeout(() => {
        again();
        wait = Math.min(wait * 2, LAST_RETRY_MS);
        timer = later();
      }, wait);
    let timer = later();
    addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [isCutOff]);
  return { ...state, reload };
}
