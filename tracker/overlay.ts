/** Lazy part: the overlay, loaded beside the content part. Exports what `OverlayPart` in api.ts describes. */
import type { OverlayPart } from "./api.ts";
import { dialogOf } from "./render/dialog.ts";
import { element } from "./render/element.ts";

export { default as css } from "./render/content-overlay.css" with { type: "text" };

/** Screen readers know of a new live region after so long. */
const HEARD_MS = 500;

/**
 * A dialog over the page; modal in the centre and full. It takes the focus only where it is modal or was asked for, and
 * gives it back. Closed, it leaves its teaser, which opens it again.
 */
export const float: OverlayPart["float"] = (host, { position = "centre", teaser = "" }) => {
  if (isBusy()) return undefined;
  const root = host.shadowRoot!;
  const dialog = dialogOf(host, position);
  const [cross, body] = dialog.children as unknown as [HTMLButtonElement, HTMLElement];
  const isModal = /centre|full/.test(position);
  const before = document.activeElement as HTMLElement;
  const pill = element(
    "section",
    { className: "f z", ariaLabel: teaser },
    element("button", { className: "o", type: "button", onclick: () => open(true) }, teaser),
    element("button", {
      className: "x",
      type: "button",
      ariaLabel: `${cross.ariaLabel}: ${teaser}`,
      onclick: () => host.remove(),
    }),
  );
  const open = (isAsked: boolean) => {
    pill.remove();
    if (isModal) dialog.showModal();
    else dialog.open = true;
    // On the dialog itself: its name is read, and no ring drawn.
    if (isModal || isAsked) dialog.focus();
    // What scrolls must be reached by keys.
    if (body.scrollHeight > body.clientHeight) body.tabIndex = 0;
  };
  dialog.tabIndex = -1;
  dialog.addEventListener("cancel", () => cross.click());
  root.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape" && !isModal && dialog.open) cross.click();
  });
  // The backdrop is the dialog's own; all else lies in what fills it.
  dialog.addEventListener("click", ({ target }) => isModal && target === dialog && cross.click());
  return {
    attach() {
      const said = element("p", { className: "u", role: "status" });
      root.append(said);
      document.body.append(host);
      open(false);
      // Where the focus stays, its name is read out: a live region is heard of only if it is filled once it is there.
      if (!isModal) setTimeout(() => said.append(root.getElementById("t")!.textContent), HEARD_MS);
      return true;
    },
    close() {
      const hasFocus = isModal || root.activeElement;
      dialog.close();
      if (teaser) root.append(pill);
      else host.remove();
      if (hasFocus) before?.focus({ preventScroll: true });
    },
    remove() {
      dialog.close();
      host.remove();
    },
  };
};

/** The visitor is writing, watching or in a dialog of the shop, or the window is too small for anything over it. */
const isBusy = (): unknown =>
  innerWidth < 320 ||
  innerHeight < 400 ||
  document.fullscreenElement ||
  document.activeElement?.matches(":read-write:not([type=number])") ||
  [...document.querySelectorAll("dialog[open],[aria-modal=true]")].some((e) => e.checkVisibility()) ||
  [...document.querySelectorAll("video")].some(({ paused, muted }) => !paused && !muted);
