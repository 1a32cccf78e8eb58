import type { ComponentChildren } from "preact";
import { t } from "../../words.ts";
import { Dialog } from "./Dialog.tsx";

interface Props {
  /** A question with the verb: "Delete the key Till 3?" */
  title: string;
  /** What the button that does it says. */
  verb: string;
  /** What the other one says; the focus starts on it. */
  keep?: string;
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** What goes, and what stays. */
  children: ComponentChildren;
}

/** Before what cannot be undone. */
export function Confirm({ title, verb, keep = t`Keep it`, isBusy, onConfirm, onClose, children }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div class="acts">
        <button type="button" class="btn" onClick={onClose}>
          {keep}
        </button>
        <button type="button" class="btn danger" disabled={isBusy} onClick={onConfirm}>
          {verb}
        </button>
      </div>
    </Dialog>
  );
}
