/**
 * Whether a visitor is about to leave the page, told from how pointer, page and tab move. Pure, and imports nothing at run
 * time: the tracker runs it. What fires and what does not is held by recorded traces (tests/model/exit-traces/).
 */

/** Something the page saw. `at`: ms, any clock as long as it is one. */
export type ExitSample =
  /** The mouse is here; pixels of the window. `isHeld`: with a button down. */
  | { kind: "move"; at: number; x: number; y: number; isHeld?: boolean }
  /** The mouse has left the window, last seen here. `isOnBar`: by the scroll bar. */
  | { kind: "out"; at: number; x: number; y: number; isOnBar?: boolean }
  /** A finger or a button of the mouse went down. */
  | { kind: "down"; at: number; isTouch: boolean }
  /** Something was clicked: a link, a button, a choice. */
  | { kind: "click"; at: number }
  /** The page has been scrolled; `y` in windows from its top. */
  | { kind: "scroll"; at: number; y: number }
  | { kind: "hidden"; at: number }
  | { kind: "shown"; at: number }
  /** Once a second while in view. `isCart`: the page is the cart. */
  | { kind: "tick"; at: number; idleMs: number; isCart: boolean };

export type ExitSign = "pointer" | "scroll" | "return" | "idle";

/** What is remembered between samples of one page view. */
export interface ExitState {
  /** When the page view began. */
  since: number;
  /** The visitor touches the screen, and has no pointer that could leave. */
  isTouch: boolean;
  /** Ways of the mouse, or of the page, of the last moments, oldest first. */
  way: { at: number; x: number; y: number }[];
  /** The mouse has left by the top, and is taken to have gone unless it is back before then. */
  goneAt?: number | undefined;
  /** The lowest place of the page, in windows from its top. */
  lowest: number;
  hiddenAt?: number | undefined;
  /** Until then nothing is an exit. */
  quietUntil: number;
  /** What it was; once a page. */
  sign?: ExitSign | undefined;
}

/** Nobody who has just come is leaving. */
const STAY_MS = 15_000;
/** A click is followed by what it leads to: a page, a cart, a list of choices, a jump within the page. */
const CLICK_MS = 3000;
/** The last stretch of a way tells where it goes. */
const WAY_MS = 150;
/** Slower is on the way to something near the edge, and stops there. Pixels a ms. */
const POINTER_SPEED = 0.35;
/** A slip at full speed is back sooner. Help is promised within 100 ms, and drawing it takes a few. */
const BACK_MS = 60;
/** Overshooting something in the page's own head, a hand takes a look and is back sooner. */
const SLOWED_BACK_MS = 300;
/** By the edge it has slowed down, over these last moments, to less than this part of its speed over the last stretch. */
const EDGE_MS = 50;
const SLOWED = 0.7;
/** Windows a second, over at least half a window: a flick to the top, where the address is. */
const SCROLL_SPEED = 1.5;
const SCROLL_LEAST = 0.5;
/** Windows scrolled down before a way back up says anything: the page was read. */
const READ_WINDOWS = 1;
/** Shorter absences are slips of the hand, longer ones another visit to the page. */
const AWAY_MS = [3000, 600_000] as const;
const IDLE_CART_MS = 30_000;

export const beginExit = (since: number, isTouch: boolean): ExitState => ({
  since,
  isTouch,
  way: [],
  lowest: 0,
  quietUntil: since + STAY_MS,
});

/** The state after the sample; its `sign` is set once the visitor is about to leave, and stays. */
export function afterSample(state: ExitState, sample: ExitSample): ExitState {
  if (state.sign) return state;
  const { at } = sample;
  const next = { ...state };
  if (at >= state.goneAt!) {
    next.sign = "pointer";
    return next;
  }
  const leave = (sign: ExitSign) => {
    if (at >= state.quietUntil) next.sign = sign;
  };
  const follow = (x: number, y: number) => {
    const withinMs = WAY_MS * (state.isTouch ? 4 : 1);
    // The last one stays: on a busy device there may be none between.
    next.way = [...state.way.filter((one, i) => !state.way[i + 1] || at - one.at <= withinMs), { at, x, y }];
  };
  switch (sample.kind) {
    case "move":
      next.goneAt = undefined;
      next.way = sample.isHeld ? [] : next.way;
      if (!sample.isHeld) follow(sample.x, sample.y);
      break;
    case "out": {
      follow(sample.x, sample.y);
      const [first] = next.way;
      const up = first!.y - sample.y;
      const isByTop = sample.y <= 0 && !sample.isOnBar && up > Math.abs(first!.x - sample.x);
      // Where it stood longer ago, it stood still until a moment ago, or else it would have been heard of.
      const speedSince = (one: { at: number; y: number }) =>
        (one.y - sample.y) / Math.min(at - one.at, WAY_MS);
      const speed = speedSince(first!);
      const edge = next.way.findLast((one) => at - one.at >= EDGE_MS) ?? first!;
      const isSlowed = speedSince(edge) < speed * SLOWED;
      if (isByTop && speed >= POINTER_SPEED && at >= state.quietUntil)
        next.goneAt = at + (isSlowed ? SLOWED_BACK_MS : BACK_MS);
      next.way = [];
      break;
    }
    case "down":
      next.isTouch = sample.isTouch;
      next.way = [];
      break;
    case "click":
      next.quietUntil = Math.max(state.quietUntil, at + CLICK_MS);
      break;
    case "scroll": {
      next.lowest = Math.max(state.lowest, sample.y);
      if (!state.isTouch) break;
      const last = state.way.at(-1);
      // Downwards, a new way begins.
      if (last && sample.y > last.y) next.way = [{ at, x: 0, y: sample.y }];
      else follow(0, sample.y);
      const [first] = next.way;
      const up = first!.y - sample.y;
      if (state.lowest >= READ_WINDOWS && up >= SCROLL_LEAST && up / (at - first!.at) >= SCROLL_SPEED / 1000)
        leave("scroll");
      break;
    }
    case "hidden":
      next.hiddenAt = at;
      break;
    case "shown": {
      const awayMs = at - (state.hiddenAt ?? at);
      if (state.isTouch && awayMs >= AWAY_MS[0] && awayMs <= AWAY_MS[1]) leave("return");
      next.hiddenAt = undefined;
      break;
    }
    case "tick":
      if (state.isTouch && sample.isCart && sample.idleMs >= IDLE_CART_MS) leave("idle");
  }
  return next;
}
