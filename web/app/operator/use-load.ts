import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { OperatorRefused } from "./operator-api.ts";
import { words } from "./text.en.ts";

export interface Loaded<T> {
  /** What was fetched last; stays while it is fetched again. */
  readonly value: T | null;
  readonly trouble: string | null;
  readonly isLoading: boolean;
  readonly reload: () => Promise<void>;
}

/** Fetches at first, when `key` changes, and on `reload`; an answer that comes too late for its key is dropped. */
export function useLoad<T>(key: string, load: () => Promise<T>, onSignedOut: () => void): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; trouble: string | null; isLoading: boolean }>({
    key,
    value: null,
    trouble: null,
    isLoading: true,
  });
  const asked = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++asked.current;
    setState((before) => ({ key, value: before.key === key ? before.value : null, trouble: null, isLoading: true }));
    try {
      const value = await load();
      if (mine === asked.current) setState({ key, value, trouble: null, isLoading: false });
    } catch (error) {
      if (mine !== asked.current) return;
      if (isSignedOut(error)) onSignedOut();
      else setState((before) => ({ ...before, trouble: troubleOf(error), isLoading: false }));
    }
  }, [key]);
  useEffect(() => {
    void reload();
    return () => {
      asked.current += 1;
    };
  }, [key]);
  return { value: state.key === key ? state.value : null, trouble: state.trouble, isLoading: state.isLoading, reload };
}

/** Whether the sign-in has ended (or never was). */
export const isSignedOut = (error: unknown): boolean => error instanceof OperatorRefused && error.code === "unauthenticated";

/** Why something did not work, for people. */
export const troubleOf = (error: unknown): string => (error instanceof OperatorRefused ? words.problem(error.message) : words.offline);
