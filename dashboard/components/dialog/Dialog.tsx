import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  title: string;
  onClose: () => void;
  /** From the lower edge, on phones. */
  isSheet?: boolean;
  children: ComponentChildren;
}

/** The browser's own modal dialog: focus, Esc and the rest of the page come with it. */
export function Dialog({ title, onClose, isSheet = false, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the dialog's own
    <dialog
      ref={element}
      class={`dialog${isSheet ? " sheet" : ""}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) element.current?.close();
      }}
    >
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}
