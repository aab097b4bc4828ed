import { useEffect, useRef } from "preact/hooks";

const WATCH_MS = 5_000;
const REST_MS = 2_000;

/**
 * Asks again when the reader comes back to the page, and every 5 s while something is under way,
 * and at once when another tab tells of a payment: what changes elsewhere shows by itself.
 */
export function useLive(again: () => void, underWay: boolean): void {
  const asked = useRef(0);
  useEffect(() => {
    function look() {
      const now = Date.now();
      if (document.visibilityState !== "visible" || now - asked.current < REST_MS) return;
      asked.current = now;
      again();
    }
    const restored = (event: PageTransitionEvent): void => {
      if (event.persisted) look();
    };
    asked.current = Date.now();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("pageshow", restored);
    const told = new BroadcastChannel("till");
    told.addEventListener("message", again);
    const watch = underWay ? setInterval(look, WATCH_MS) : undefined;
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("pageshow", restored);
      told.close();
      clearInterval(watch);
    };
  }, [again, underWay]);
}
