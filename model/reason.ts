/** An outcome in words: the first rule that failed, with the actual value, and what would have let it pass. */
import type { Campaign } from "./campaign.ts";
import { formOf } from "./content.ts";
import type { Candidate } from "./decision.ts";
import type { PageKind } from "./event.ts";
import type { Facts, Situation } from "./facts.ts";
import { firstObstacle, type Obstacle, type Segment, sayComparison } from "./segment.ts";

export interface Reason {
  /** `won`, `held_out`, or the rule's name. */
  outcome: string;
  reason: string;
  /** What would have let it pass; of a winner, what it still waits for on the page; empty where nothing, or time alone. */
  flip: string;
  /** Epoch ms from which it would show; null where that does not depend on time alone. */
  showsFrom: number | null;
}

/** `segments` and `names` (campaign id to name) come from the same snapshot that decided. */
export function sayReason(
  { compiled: { campaign, contest }, outcome }: Candidate,
  situation: Situation,
  segments: Segment[],
  names: Map<string, string>,
  facts: Facts,
): Reason {
  if (outcome.kind === "won")
    return {
      outcome: "won",
      reason: `Qualifies for ${placeName(campaign)}, variant ${outcome.variant.toUpperCase()}.`,
      flip: WAITS[campaign.trigger.kind] ?? "",
      showsFrom: null,
    };
  if (outcome.kind === "held_out") {
    return {
      outcome: "held_out",
      reason:
        outcome.by === "global"
          ? "Qualifies, and is held out: one of those who see no campaign at all, so that the effect can be measured."
          : "Qualifies, and is held out: one of those who see nothing of this campaign, so that the effect can be measured.",
      flip: "Stays so while the campaign runs.",
      showsFrom: null,
    };
  }
  const showsFrom = outcome.until || null;
  const say = (reason: string, flip: string): Reason => ({ outcome: outcome.rule, reason, flip, showsFrom });
  const segmentName = segments.find((segment) => segment.id === outcome.by)?.name ?? outcome.by ?? "";
  const rival = names.get(outcome.by ?? "") ?? outcome.by ?? "";
  switch (outcome.rule) {
    case "site_live":
      return say("The site is switched off.", "Would show once the site is live.");
    case "consent":
      return say("The visitor has not allowed personalised content.", "Would show after a yes to it.");
    case "bot":
      return say("The visitor is a robot.", "Would show to a person.");
    case "schedule":
      return showsFrom ? say("Has not begun.", "") : say("Is over.", "Would show if its end were later.");
    case "page":
      return say(
        `Not for this page: ${situation.path} (${KIND_NAMES[situation.kind]}).`,
        `Would show on ${pageNames(campaign) || "pages not excluded"}.`,
      );
    case "device":
      return say(`Not for a ${situation.device}.`, `Would show on ${campaign.devices.join(" or ")}.`);
    case "segment_in": {
      const obstacle = obstacleOf(outcome, segments, facts);
      return say(
        obstacle ? `Not in ${segmentName}: ${sayActual(obstacle.actual)}.` : `Not in ${segmentName}.`,
        obstacle
          ? `Would show with${obstacle.isWanted ? "" : "out"}: ${sayComparison(obstacle.comparison)}.`
          : `Would show to members of ${segmentName}.`,
      );
    }
    case "segment_out":
      return say(`In ${segmentName}, which is excluded.`, `Would show once out of ${segmentName}.`);
    case "invited":
      return say(
        "No journey has invited the visitor to it.",
        `Would show once a journey has invited them to ${campaign.name}.`,
      );
    case "trigger": {
      const { trigger } = campaign;
      const page = trigger.kind === "nth_page" ? trigger.page : 1;
      return say(
        `Not before page ${page} of the visit.`,
        `Would show once ${page} pages of the visit have been seen.`,
      );
    }
    case "answered":
      return say(
        "The visitor has answered what it asks.",
        "Would show once it asks something that has not been answered.",
      );
    case "placement":
      return say(
        `Its place, ${placeName(campaign)}, is not on this page.`,
        `Would show on a page with ${placeName(campaign)}.`,
      );
    case "checkout_guard":
      return say(
        "Checkout guard: in cart and checkout help only, never an offer.",
        "Would show on other pages.",
      );
    case "closed":
      return say("Was closed by the visitor within 14 days.", "");
    case "cap":
      return say(`Shown ${campaign.cap?.times} times in ${campaign.cap?.days} days, which is the cap.`, "");
    case "attention":
      return say("Attention spent: something was shown a short while ago.", "");
    case "exclusion_group":
      return say(`${rival} of the same group has been chosen for this page.`, `Would show without ${rival}.`);
    case "priority":
      return say(
        `Lost ${contestName(campaign, contest)} to ${rival}: priority ${campaign.priority}.`,
        `Would show with a greater priority than ${rival}.`,
      );
    case "room":
      return say(
        "As many as a visitor can be given at once have been chosen before it.",
        `Would show without ${rival}.`,
      );
  }
}

/** What keeps a visitor out of a segment that the campaign is for; undefined where another rule stopped it. */
export function obstacleOf(
  outcome: Candidate["outcome"],
  segments: Segment[],
  facts: Facts,
): Obstacle | undefined {
  if (outcome.kind !== "lost" || outcome.rule !== "segment_in") return undefined;
  const segment = segments.find(({ id }) => id === outcome.by);
  return segment && firstObstacle(segment.condition, facts);
}

const KIND_NAMES: Record<PageKind, string> = {
  home: "the home page",
  listing: "a listing page",
  product: "a product page",
  search: "the search page",
  cart: "the cart page",
  checkout: "the checkout page",
  thanks: "the page of thanks",
  article: "an article page",
  stores: "the stores page",
  other: "another page",
};

const pageNames = ({ pageKinds, pages }: Campaign): string =>
  (pageKinds.length > 0 ? pageKinds.map((kind) => KIND_NAMES[kind]) : pages.in).join(", ");

/** What a winner waits for on the page; the rest come at once. */
const WAITS: Partial<Record<Campaign["trigger"]["kind"], string>> = {
  engaged: "Waits for its seconds of attention.",
  scroll: "Waits until enough of the page has been seen.",
  idle: "Waits for its seconds without a touch.",
  click: "Waits for its click.",
  event: "Waits for its event.",
  moment: "Waits for its moment.",
  cart_change: "Waits for a change of the cart.",
  return: "Waits for the visitor to come back to the tab.",
  exit: "Waits for the visitor to be about to leave.",
};

const FORM_NAMES = {
  bar: "the bar",
  overlay: "the overlay",
};
/** What is competed for beside places (`contestOf` in decision.ts). */
const CONTEST_NAMES = {
  exit: "the exit",
  push: "the question for push",
};

function placeName({ place, placement }: Campaign): string {
  if (place) return `the place “${placement}”`;
  const form = formOf(placement);
  return form === "inline" ? `the slot “${placement}”` : FORM_NAMES[form];
}
function contestName(campaign: Campaign, contest: string): string {
  if (campaign.trigger.kind === "exit") return CONTEST_NAMES.exit;
  return contest === campaign.placement ? placeName(campaign) : CONTEST_NAMES.push;
}
const sayActual = (actual: string | number | boolean | null) =>
  actual === null
    ? "no value yet"
    : `the value is ${typeof actual === "number" ? Math.round(actual * 100) / 100 : actual}`;
