import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  label: string;
  /** Of the button that opens it. */
  class: string;
  /** What the button shows. */
  face: ComponentChildren;
  /** Links and buttons. */
  children: ComponentChildren;
}

/** Actions behind one button: the browser's `details`, closed by Esc, by a choice, and by what happens elsewhere. */
export function Menu({ label, class: className, face, children }: Props) {
  const element = useRef<HTMLDetailsElement>(null);
  const close = () => element.current?.removeAttribute("open");
  useEffect(() => {
    const closeOutside = ({ target }: Event) => {
      if (!element.current?.contains(target as Node)) close();
    };
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("focusin", closeOutside);
    // The list stands still where it was opened.
    addEventListener("scroll", close, { capture: true, passive: true });
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("focusin", closeOutside);
      removeEventListener("scroll", close, { capture: true });
    };
  }, []);
  return (
    <details
      class="menu"
      ref={element}
      onToggle={({ currentTarget }) => currentTarget.open && place(currentTarget)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !element.current?.open) return;
        close();
        element.current.querySelector("summary")?.focus();
      }}
    >
      <summary class={`btn ${className}`} aria-label={label} title={label}>
        {face}
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the actions within have the keys */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the actions within have the keys */}
      <div class="menu-list" onClick={close}>
        {children}
      </div>
    </details>
  );
}

const GAP = 4;

/** Fixed to the window, so that nothing that scrolls cuts it off: under the button, or over it where that has more room. */
function place(menu: HTMLDetailsElement): void {
  const list = menu.querySelector<HTMLElement>(".menu-list")!;
  const button = menu.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = list;
  const below = button.bottom + GAP;
  const top = below + height > innerHeight && button.top > height ? button.top - GAP - height : below;
  list.style.top = `${top}px`;
  list.style.left = `${Math.max(GAP, button.right - width)}px`;
}
