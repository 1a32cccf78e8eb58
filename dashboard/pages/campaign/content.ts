/** A content as it is edited: blocks put in, moved, changed and taken out. Pure. */
import type { Block, BlockOf, Content } from "../../../model/content.ts";
import { t } from "../../words.ts";

/** Most blocks of a content (model/content.ts). */
export const MOST_BLOCKS = 8;

/** Without the fields that are undefined: an optional field is there or it is not. */
function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

export const withPart = (content: Content, part: Partial<Content>): Content =>
  present({ ...content, ...part });

/** In another form: only an overlay has a position and a teaser. */
export function inForm(content: Content, form: Content["form"]): Content {
  if (form === "overlay") return { position: "centre", ...content, form };
  const { position: _, teaser: __, ...rest } = content;
  return { ...rest, form };
}

export const withBlock = (content: Content, block: Block): Content => {
  const { blocks } = content;
  // Buttons close a content: what is new stands before them.
  const isAtEnd = block.kind === "actions" || blocks.at(-1)?.kind !== "actions";
  return {
    ...content,
    blocks: isAtEnd ? [...blocks, block] : [...blocks.slice(0, -1), block, blocks.at(-1)!],
  };
};

export const changedBlock = (content: Content, at: number, part: Partial<Block>): Content => ({
  ...content,
  blocks: content.blocks.map((block, i) => (i === at ? present({ ...block, ...part } as Block) : block)),
});

/** The block one place up (-1) or down (1); as it is where there is none. */
export function movedBlock(content: Content, at: number, by: -1 | 1): Content {
  const blocks = [...content.blocks];
  const [moved, other] = [blocks[at], blocks[at + by]];
  if (!moved || !other) return content;
  blocks[at] = other;
  blocks[at + by] = moved;
  return { ...content, blocks };
}

/** The last one stays: a content shows something. What is said once the progress is made goes with it. */
export function withoutBlock(content: Content, at: number): Content {
  if (content.blocks.length < 2) return content;
  const blocks = content.blocks.filter((_, i) => i !== at);
  const { reached, ...rest } = content;
  const hasProgress = blocks.some(({ kind }) => kind === "progress");
  return { ...rest, blocks, ...(hasProgress && reached && { reached }) };
}

/** Kinds of which one content has one at most: a second would name it twice, or contradict the first. */
const ONCE: Block["kind"][] = ["head", "progress", "countdown", "actions"];
export const mayAdd = ({ blocks }: Content, kind: Block["kind"]): boolean =>
  blocks.length < MOST_BLOCKS && !(ONCE.includes(kind) && blocks.some((block) => block.kind === kind));

export type When = BlockOf<"head">["when"];

/** Tokens a text may hold, each with the fall-back it needs. */
export const TOKEN_HINT = t`Tokens are filled with the visitor’s own: {{last_viewed.name|what you looked at}}`;
