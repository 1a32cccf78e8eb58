/** "What the page noticed": hears what the tag records and what the edge answers, and shows it as it comes. */
import type { SyncDecisions } from "../../model/sync.ts";
import { consentGiven } from "./consent.ts";
import { copyOf, one } from "./dom.ts";
import { runDrawerClock } from "./drawer-clock.ts";
import { keepForVisit } from "./kept.ts";
import { sayMissing } from "./missing.ts";
import { type Noticed, notice } from "./noticed.ts";
import { sayMinute } from "./say-minute.ts";
import { recallVisit, rememberAnswer, rememberMoment } from "./visit-memory.ts";

type Reason = NonNullable<SyncDecisions["explain"]>["reasons"][number];

export function runDrawer(): void {
  const drawer = one(".drawer");
  const memory = recallVisit();
  runDoor(drawer);

  const showMoments = () => {
    one("[data-moments]", drawer).replaceChildren(...memory.moments.map(momentRow));
    one("[data-no-moments]", drawer).textContent = memory.moments.length ? "" : whyNoMoments();
  };
  const showVisitor = () => {
    const names = memory.segments.length ? memory.segments : ["None yet"];
    one("[data-segments]", drawer).replaceChildren(...names.map(chip));
    if (memory.visitor)
      one<HTMLAnchorElement>("[data-me]", drawer).href = `/dashboard/visitors/${memory.visitor}`;
  };
  const showDecided = (reasons: readonly Reason[]) => {
    one("[data-decided]", drawer).replaceChildren(...reasons.map(decidedRow));
    one("[data-undecided]", drawer).textContent = sayMissing(reasons);
  };
  showMoments();
  showVisitor();
  showDecided([]);

  document.addEventListener("polana:consent", showMoments);
  window.impuls("explain", true);
  window.impuls("watch", (report) => {
    if ("answer" in report) {
      rememberAnswer(memory, report.answer);
      showVisitor();
      if (report.answer.explain) showDecided(report.answer.explain.reasons);
      return;
    }
    const moment = notice(report.event, (id) => memory.campaigns[id] ?? id);
    if (!moment) return;
    rememberMoment(memory, moment);
    showMoments();
  });
}

/** Opens and closes; the state is kept for the visit once the consent question has an answer. */
function runDoor(drawer: HTMLElement): void {
  const root = document.documentElement;
  const button = one(".drawer-line", drawer);
  let isClockRunning = false;
  const show = () => {
    const isOpen = root.dataset.drawer === "open";
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen || isClockRunning) return;
    isClockRunning = true;
    runDrawerClock(one("[data-clock]", drawer));
  };
  show();
  button.addEventListener("click", () => {
    const state = root.dataset.drawer === "open" ? "closed" : "open";
    root.dataset.drawer = state;
    if (consentGiven()) keepForVisit("polana_drawer", state);
    show();
  });
}

function whyNoMoments(): string {
  const consent = consentGiven();
  if (!consent) return "Nothing: you have not said yes yet, so nothing is recorded.";
  if (!consent.measure && !consent.personalise) return "Nothing: you allow only what is needed.";
  return "Nothing yet. Look at three things of one category, or put one in the cart.";
}

function momentRow({ at, name, text, subject }: Noticed): HTMLElement {
  const row = copyOf("[data-moment-row]");
  const time = one<HTMLTimeElement>("time", row);
  const happened = new Date(at);
  time.textContent = happened.toLocaleTimeString("en-GB");
  time.dateTime = happened.toISOString();
  one("b", row).textContent = name;
  one("span > span", row).textContent = text;
  one("i", row).textContent = subject ? ` ${subject}.` : "";
  return row;
}

function chip(name: string): HTMLElement {
  const chip = document.createElement("span");
  chip.textContent = name;
  return chip;
}

/** ● won; ○ lost, with the reason and what would have let it pass. */
function decidedRow({ name, placement, outcome, reason, flip, showsFrom }: Reason): HTMLElement {
  const row = copyOf("[data-decided-row]");
  const isWon = outcome === "won";
  row.className = isWon ? "won" : "lost";
  one("b", row).textContent = name;
  const place = placement === "bar" || placement === "overlay" ? placement : `${placement} slot`;
  one("span", row).textContent = isWon
    ? place
    : `${reason} ${showsFrom ? `Would show from ${sayMinute(showsFrom)}.` : flip}`;
  return row;
}
