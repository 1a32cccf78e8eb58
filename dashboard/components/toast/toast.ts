/** What just happened, one at a time, with a way back. */
import { signal } from "@preact/signals";

export interface Toast {
  text: string;
  action?: { label: string; run: () => void };
}
export const toast = signal<Toast>();

export function say(text: string, action?: Toast["action"]): void {
  toast.value = action ? { text, action } : { text };
}
