import { useEffect, useState } from "preact/hooks";
import { type Route, routeOf } from "./route.ts";

const MOVED = "cairn:moved";
/** Marks the entries of the history that were reached without loading the page. */
const INSIDE = "inside";

/** Goes to a path of this page without loading it again. */
export function goTo(path: string): void {
  history.pushState(INSIDE, "", path);
  scrollTo(0, 0);
  dispatchEvent(new Event(MOVED));
}

/** Whether the screen was reached from another one of this page, so that a focus was left behind there. */
export const cameFromInside = (): boolean => history.state === INSIDE;

/** Gives the focus to the screen's heading when the screen before took it along. */
export function focusHeading(): void {
  if (document.activeElement === document.body) document.querySelector("h1")?.focus({ preventScroll: true });
}

/** The current route; links of this page are followed without a reload. */
export function useRoute(): Route {
  const [at, setAt] = useState({ path: location.pathname, search: location.search });
  useEffect(() => {
    const moved = () => setAt({ path: location.pathname, search: location.search });
    addEventListener("popstate", moved);
    addEventListener(MOVED, moved);
    document.addEventListener("click", followLink);
    return () => {
      removeEventListener("popstate", moved);
      removeEventListener(MOVED, moved);
      document.removeEventListener("click", followLink);
    };
  }, []);
  return routeOf(at.path, at.search);
}

function followLink(click: MouseEvent): void {
  if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
  const link = click.target instanceof Element ? click.target.closest("a") : null;
  if (!link || link.target || link.origin !== location.origin || link.hash) return;
  const { name } = routeOf(link.pathname);
  if (name === "not_found") return;
  click.preventDefault();
  // The header stays where the page goes: the focus is for the new page's heading. The operator's views keep it on their navigation.
  if (name !== "operator" && link.closest(".site")) link.blur();
  goTo(link.pathname + link.search);
}
