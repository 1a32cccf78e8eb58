import { useEffect } from "preact/hooks";

/**
 * Runs now and then every so many milliseconds; not in a hidden tab, and at once when it is shown again, or when there is a network
 * again: what is shown is from before it went.
 */
export function usePolling(run: () => unknown, everyMs: number): void {
  useEffect(() => {
    const look = () => {
      if (!document.hidden) run();
    };
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener("visibilitychange", look);
    addEventListener("online", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("online", look);
    };
  }, [run, everyMs]);
}
