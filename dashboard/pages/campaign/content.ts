/** A content as plain fields, and back: blocks keep the order head, text, products, progress, coupon, actions. */
import type { Block, Content } from "../../../model/content.ts";

type Head = Extract<Block, { kind: "head" }>;
type Products = Extract<Block, { kind: "products" }>;
type Coupon = Extract<Block, { kind: "coupon" }>;
type Progress = Extract<Block, { kind: "progress" }>;
export type Action = Extract<Block, { kind: "actions" }>["items"][number];

export interface Fields {
  over: string;
  title: string;
  text: string;
  /** A paragraph of its own, under the head. */
  more: string;
  source: Products["source"] | "none";
  limit: number;
  /** Undefined: no progress. */
  thresholdMinor: number | undefined;
  progressLabel: string;
  /** Id of the pool a code comes from; empty: no code. */
  pool: string;
  couponLabel: string;
  reached: string;
  /** Of an overlay, as is `teaser`. */
  position: NonNullable<Content["position"]>;
  teaser: string;
  actions: Action[];
}

export function fieldsOf({ blocks, reached = "", position = "centre", teaser = "" }: Content): Fields {
  const find = <Kind extends Block["kind"]>(kind: Kind) =>
    blocks.find((block): block is Extract<Block, { kind: Kind }> => block.kind === kind);
  const head: Partial<Head> = find("head") ?? {};
  const products = find("products");
  const progress = find("progress");
  const coupon = find("coupon");
  return {
    over: head.over ?? "",
    title: head.title ?? "",
    text: head.text ?? "",
    more: find("text")?.text ?? "",
    source: products?.source ?? "none",
    limit: products?.limit ?? 3,
    thresholdMinor: progress?.thresholdMinor,
    progressLabel: progress?.label ?? "",
    pool: coupon?.pool ?? "",
    couponLabel: coupon?.label ?? "Show my code",
    reached,
    position,
    teaser,
    actions: find("actions")?.items ?? [],
  };
}

export function contentOf(form: Content["form"], fields: Fields): Content {
  const { over, title, text, more, source, limit, thresholdMinor, progressLabel, reached, actions } = fields;
  const { position, teaser, pool, couponLabel } = fields;
  const coupon: Coupon | false = pool !== "" && { kind: "coupon", pool, label: couponLabel };
  const products: Products | false = source !== "none" && { kind: "products", source, limit };
  const progress: Progress | false = thresholdMinor !== undefined && {
    kind: "progress",
    thresholdMinor,
    label: progressLabel,
  };
  const blocks: (Block | false)[] = [
    { kind: "head", title, ...(over && { over }), ...(text && { text }) },
    more !== "" && { kind: "text", text: more },
    products,
    progress,
    coupon,
    actions.length > 0 && { kind: "actions", items: actions },
  ];
  return {
    form,
    blocks: blocks.filter((block): block is Block => block !== false),
    ...(form === "overlay" && { position, ...(teaser && { teaser }) }),
    ...(reached && { reached }),
  };
}

/** Tokens a text may hold, each with the fall-back it needs. */
export const TOKEN_HINT =
  "Tokens are filled on the device, each with a fall-back: {{last_viewed.name|what you looked at}}";
