import { useEffect, useRef } from "preact/hooks";

/** Does something again and again while a condition holds. */
export function useWhile(holds: boolean, everyMs: number, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!holds) return;
    const timer = setInterval(() => latest.current(), everyMs);
    return () => clearInterval(timer);
  }, [holds, everyMs]);
}
