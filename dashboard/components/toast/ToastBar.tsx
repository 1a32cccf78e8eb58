import { useEffect, useState } from "preact/hooks";
import { toast } from "./toast.ts";

const SHOWN_MS = 8000;

/** Stays while the pointer or the focus is on it. */
export function ToastBar() {
  const shown = toast.value;
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!shown || isHeld) return;
    const timer = setTimeout(() => {
      toast.value = undefined;
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown, isHeld]);

  return (
    <div role="status">
      {shown && (
        // biome-ignore lint/a11y/noStaticElementInteractions: holding it open is no action of its own
        <div
          class={`toast${shown.action ? "" : " plain"}`}
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocusIn={() => setHeld(true)}
          onFocusOut={() => setHeld(false)}
        >
          {shown.text}
          {shown.action && (
            <button
              type="button"
              class="btn small"
              onClick={() => {
                toast.value = undefined;
                setHeld(false);
                shown.action?.run();
              }}
            >
              {shown.action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
