/** One entry per event: its icon and what it says. Live view, overview and card all read from here. */
import type { Moment } from "../../../model/timeline.ts";
import { sayCount, sayMoney, saySpan } from "../../format.ts";
import { PERMISSION_WORDS } from "../../permission-words.ts";
import { t } from "../../words.ts";
import type { IconName } from "../icon/shapes.ts";

/** Pages that a micro-moment may be about. */
const PAGE_WORDS: Record<string, string> = { cart: t`cart`, checkout: t`checkout` };

/** Names that a moment mentions only by id. */
export interface Names {
  /** The shop's, which page titles often end with. */
  site?: string;
  products?: Record<string, { name: string; image: string | null }>;
  segments?: Record<string, string>;
  campaigns?: Record<string, string>;
  /** Micro-moment to its label and definition. */
  moments?: Record<string, { label: string; definition: string }>;
}

export type Part = string | { strong: string } | { link: "segments" | "campaigns"; id: string; text: string };

export interface Sentence {
  icon: IconName;
  /** `moment`: a micro-moment, ember. `bad`: a failure, red. */
  tone?: "moment" | "bad";
  parts: Part[];
  /** Amount or mark at the right. */
  aside?: string;
  /** Of a micro-moment its definition. */
  note?: string;
  /** Product whose picture may stand beside it. */
  product?: string;
}

type Props = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const count = (value: unknown): number => (typeof value === "number" ? value : 0);
interface Item {
  id: string;
  name: string;
  priceMinor: number | undefined;
  currency: string;
}
function itemOf(props: Props, names: Names): Item {
  const item = (typeof props.item === "object" && props.item ? props.item : {}) as Props;
  const id = text(item.id);
  return {
    id,
    name: text(item.name) || names.products?.[id]?.name || id || t`a product`,
    priceMinor: typeof item.priceMinor === "number" ? item.priceMinor : undefined,
    currency: text(item.currency),
  };
}
const campaignOf = (props: Props, names: Names): Part => {
  const id = text(props.campaign);
  return { link: "campaigns", id, text: names.campaigns?.[id] ?? id };
};
const segmentOf = (props: Props, names: Names): Part => {
  const id = text(props.segment);
  return { link: "segments", id, text: names.segments?.[id] ?? id };
};

/** A page's title without the shop's name at its end. */
function pageOf(title: string, site = ""): string {
  const own = title.split(/ [|·–—] /)[0]!;
  return site && own.endsWith(`, ${site}`) ? own.slice(0, -site.length - 2) : own;
}

type Say = (props: Props, names: Names) => Sentence;
const about = (icon: IconName, before: string, after = "", hasPrice = false): Say => {
  return (props, names) => {
    const { id, name, priceMinor, currency } = itemOf(props, names);
    const quantity = count(props.quantity) || 1;
    return {
      icon,
      product: id,
      parts: [
        `${before} `,
        { strong: name },
        after && ` ${after}`,
        quantity > 1 ? t`, ${quantity} pieces` : "",
      ],
      ...(hasPrice && priceMinor && currency && { aside: sayMoney(priceMinor * quantity, currency) }),
    };
  };
};
const plain = (icon: IconName, ...parts: Part[]): Say => {
  return () => ({ icon, parts });
};

const SENTENCES: Record<string, Say> = {
  page_view: ({ path, title, landing }, names) => ({
    icon: "page",
    parts: [landing ? t`Arrived on ` : t`Opened `, pageOf(text(title), names.site) || text(path)],
  }),
  user_engagement: ({ path, engagedMs, scrollShare }) => ({
    icon: "clock",
    parts: [
      t`Spent ${saySpan(count(engagedMs))} on ${text(path)}, down to ${Math.round(count(scrollShare) * 100)}\u00a0%`,
    ],
  }),
  view_item: about("eye", t`Viewed`),
  view_item_list: ({ category }) => ({
    icon: "list",
    parts: category ? [t`Looked through `, { strong: text(category) }] : [t`Looked through a list`],
  }),
  select_item: about("eye", t`Chose`, t`from a list`),
  add_to_cart: about("cart", t`Put`, t`in the cart##put`, true),
  remove_from_cart: about("cart", t`Took`, t`out of the cart`),
  add_to_wishlist: about("heart", t`Saved`, t`for later`),
  view_cart: plain("cart", t`Looked at the cart`),
  begin_checkout: plain("cart", t`Began the checkout`),
  add_shipping_info: ({ tier }) => ({
    icon: "cart",
    parts: [t`Chose delivery`, tier ? `: ${text(tier)}` : ""],
  }),
  add_payment_info: ({ type }) => ({
    icon: "cart",
    parts: [t`Chose payment`, type ? `: ${text(type)}` : ""],
  }),
  payment_failed: ({ reason }) => ({
    icon: "stop",
    tone: "bad",
    parts: [{ strong: t`Payment failed` }, reason ? `: ${text(reason)}` : ""],
  }),
  form_error: ({ field }) => ({
    icon: "stop",
    tone: "bad",
    parts: [{ strong: t`Form refused` }, field ? t` at ${text(field)}` : ""],
  }),
  purchase: ({ orderId, valueMinor, currency, lines }) => {
    const pieces = Array.isArray(lines)
      ? lines.reduce((sum: number, line: Props) => sum + (count(line.quantity) || 1), 0)
      : 0;
    return {
      icon: "bag",
      parts: [{ strong: t`Ordered` }, pieces ? ` ${sayCount(pieces, "piece")}` : "", `, ${text(orderId)}`],
      ...(currency ? { aside: sayMoney(count(valueMinor), text(currency)) } : {}),
    };
  },
  refund: ({ orderId, valueMinor, currency }) => ({
    icon: "undo",
    parts: [{ strong: t`Got a refund` }, `, ${text(orderId)}`],
    ...(valueMinor && currency ? { aside: sayMoney(count(valueMinor), text(currency)) } : {}),
  }),
  search: ({ term, results }) => ({
    icon: "search",
    parts: [
      t`Searched “${text(term)}”`,
      results === undefined ? "" : results === 0 ? t`, nothing found` : t`, ${count(results)} found`,
    ],
  }),
  micro_moment: ({ moment, subject }, names) => {
    const known = names.moments?.[text(moment)];
    const about = text(subject);
    return {
      icon: text(moment).includes("exit") || text(moment).includes("leave") ? "door" : "spark",
      tone: "moment",
      parts: [
        { strong: known?.label ?? text(moment).replaceAll("_", " ") },
        about ? `: ${names.products?.[about]?.name ?? PAGE_WORDS[about] ?? about}` : "",
      ],
      ...(known && { note: known.definition }),
    };
  },
  identify: ({ traits }) => {
    const declared = Object.entries((traits ?? {}) as Props).map(
      ([name, value]) => `${name.replaceAll("_", " ")}: ${value === null ? t`taken back` : String(value)}`,
    );
    return {
      icon: "people",
      parts: declared.length > 0 ? [t`Declared `, declared.join(", ")] : [t`Was recognised by the shop`],
    };
  },
  exposure: (props, names) =>
    props.ghost
      ? {
          icon: "flask",
          parts: [t`Held out of `, campaignOf(props, names)],
          aside: t`saw nothing`,
        }
      : {
          icon: "campaign",
          parts: [t`Saw `, campaignOf(props, names), t`, variant ${text(props.variant).toUpperCase()}`],
          aside: t`shown`,
        },
  content_click: (props, names) => ({ icon: "campaign", parts: [t`Followed `, campaignOf(props, names)] }),
  content_close: (props, names) => ({ icon: "close", parts: [t`Closed `, campaignOf(props, names)] }),
  answer: (props, names) => {
    const values = Object.entries((props.values ?? {}) as Props).filter(([, value]) => value !== "");
    const said = values.map(
      ([name, value]) =>
        `${name.replaceAll("_", " ")}: ${value === null ? t`taken back` : [value].flat().join(", ")}`,
    );
    const contacts = Array.isArray(props.contacts) ? [t`left a contact`] : [];
    return {
      icon: "chat",
      parts: [t`Answered `, campaignOf(props, names), `, ${[...said, ...contacts].join(", ")}`],
    };
  },
  push_permission: ({ state }) => ({
    icon: "bell",
    parts: [t`Was asked for notifications`, state ? `: ${wordOf(text(state))}` : ""],
  }),
  push_shown: ({ isNeutral }) => ({
    icon: "bell",
    parts: [isNeutral ? t`Was shown the neutral notification` : t`Was shown a notification`],
  }),
  push_click: ({ action }) => ({
    icon: "bell",
    parts: [
      typeof action === "number"
        ? t`Pressed button ${action + 1} of a notification`
        : t`Followed a notification`,
    ],
  }),
  push_close: plain("bell", t`Closed a notification`),
  segment_enter: (props, names) => ({ icon: "segments", parts: [t`Entered `, segmentOf(props, names)] }),
  segment_exit: (props, names) => ({ icon: "segments", parts: [t`Left `, segmentOf(props, names)] }),
};

const wordOf = (state: string) =>
  (PERMISSION_WORDS as Record<string, { word: string }>)[state]?.word.toLowerCase() ?? state;

type Told = Pick<Moment, "name" | "props" | "source">;

/** What a moment says, and which of the shop's sources told it. The shop's own events are named as the shop names them. */
export function sentenceOf({ name, props, source }: Told, names: Names = {}): Sentence {
  const sentence = SENTENCES[name]?.(props, names) ?? ownSentence(name, props);
  const parts = sentence.parts.filter((part) => part !== "");
  return { ...sentence, parts: source ? [...parts, t`, from ${source}`] : parts };
}

function ownSentence(name: string, props: Props): Sentence {
  const own = name.replace(/^custom:/, "").replaceAll("_", " ");
  const details = Object.entries(props).map(([key, value]) => `${key}: ${String(value)}`);
  return { icon: "spark", parts: [{ strong: own }, details.length > 0 ? ` ${details.join(", ")}` : ""] };
}

export const sentenceText = ({ parts }: Sentence): string =>
  parts
    .map((part) => (typeof part === "string" ? part : "strong" in part ? part.strong : part.text))
    .join("");
