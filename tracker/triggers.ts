/**
 * Lazy part, loaded where a decision waits for something: says when that has come. Exports what `TriggersPart` in api.ts
 * describes.
 */
import type { ExitPart, TriggersPart, Waiting } from "./api.ts";
import { onReturn } from "./observe/away.ts";
import { loadExit } from "./parts.ts";

let exit: Promise<ReturnType<ExitPart["observe"]> | undefined> | undefined;
let waits: Parameters<TriggersPart["wait"]>[1] = [];

export const wait: TriggersPart["wait"] = (core, wanted) => {
  waits = wanted;
  if (waits.some(([{ kind }]) => kind === "exit"))
    exit ??= loadExit().then((part) =>
      part?.observe(
        () => core.pageKind() === "cart",
        () => end(({ kind }) => kind === "exit"),
      ),
    );
};

/** Each wait ends once. */
function end(isMet: (trigger: Waiting) => unknown): void {
  const met = waits.filter(([trigger]) => isMet(trigger));
  waits = waits.filter((one) => !met.includes(one));
  for (const [, then] of met) then();
}

export const tick: TriggersPart["tick"] = ({ engagedMs, scrollShare, idleMs }) => {
  exit?.then((observed) => {
    if (!observed?.tick(idleMs)) return;
    // Whoever leaves is gone before a part could come. What asks for push makes a service worker, which is for those it asks.
    for (const [{ kind }, , load, content] of waits)
      if (kind === "exit" && !content?.blocks.some((block) => block.kind === "push")) load()?.catch(() => {});
  });
  end((trigger) =>
    trigger.kind === "scroll"
      ? scrollShare >= trigger.share
      : (trigger.kind === "engaged" && engagedMs >= trigger.seconds * 1000) ||
        (trigger.kind === "idle" && idleMs >= trigger.seconds * 1000),
  );
};

export const hear: TriggersPart["hear"] = ({ name, props }) => {
  if (name === "page_view") exit?.then((observed) => observed?.begin());
  // The same cart told again is no event.
  const isChange = /^(cart|(add_to|remove_from)_cart)$/.test(name);
  end(
    (trigger) =>
      (trigger.kind === "event" && trigger.event === name) ||
      (trigger.kind === "moment" && name === "micro_moment" && trigger.moment === props.moment) ||
      (trigger.kind === "cart_change" && isChange),
  );
};

onReturn((awayMs) => {
  exit?.then((observed) => observed?.returned(awayMs));
  end((trigger) => trigger.kind === "return" && awayMs >= trigger.awaySeconds * 1000);
});

addEventListener(
  "click",
  (event) => {
    const [clicked] = event.composedPath() as Element[];
    // After the page's own listeners, which may keep a link from leading away.
    setTimeout(() => {
      const link = clicked!.closest?.<HTMLAnchorElement>("a[href]");
      const isLeaving =
        link && !event.defaultPrevented && link.href.split("#")[0] !== location.href.split("#")[0];
      if (!isLeaving) end((trigger) => trigger.kind === "click" && fits(clicked!, trigger.selector));
    });
  },
  true,
);

/** False where the selector is none. */
function fits(clicked: Element, selector: string): unknown {
  try {
    return clicked.closest(selector);
  } catch {
    return false;
  }
}
