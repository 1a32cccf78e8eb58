/** A drawn overlay as a dialog: its close stays, and what is too much for the window scrolls. */
import type { Content } from "../../model/content.ts";
import { element } from "./element.ts";

export function dialogOf(host: HTMLElement, position: Content["position"] = "centre"): HTMLDialogElement {
  const section = host.shadowRoot!.querySelector("section")!;
  const [cross, column] = section.children;
  const body = element("div", { className: "b" }, column);
  const dialog = element("dialog", { className: `f ${position}` }, cross, body);
  dialog.setAttribute("aria-labelledby", "t");
  section.replaceWith(dialog);
  return dialog;
}
