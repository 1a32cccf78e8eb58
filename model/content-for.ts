/** A content as one visitor gets it: the blocks that are for them (P5), and values for the tokens only the edge knows (U23). */
import type { Block, Content } from "./content.ts";
import type { Scalar } from "./profile.ts";
import { sayTrait } from "./say-trait.ts";
import { inSentence, withTokens } from "./tokens.ts";

/** Of the edge; what else there is the device fills. */
const EDGE_TOKEN = /\{\{(city|trait\.[^{}|]*)\|([^{}]*)\}\}/g;
/** Most characters a value may bring into a text. */
const LONGEST = 60;

/** Whom the content is for. */
export interface Reader {
  /** Ids of the segments they are in. */
  memberships: ReadonlySet<string>;
  city: string | undefined;
  /** BCP 47, as the browser says it; undefined where it is not known. */
  language: string | undefined;
  trait: (name: string) => Scalar | undefined;
}

/** Whether it is not the same for everybody; asked once, when rules are compiled. */
export const isPersonal = (content: Content): boolean =>
  content.blocks.some(({ when }) => when) || edgeTokensIn(content).length > 0;

/** Names of the traits its tokens name. */
export const traitsInContent = (content: Content): string[] =>
  edgeTokensIn(content)
    .filter((name) => name !== "city")
    .map((name) => name.slice("trait.".length));

const edgeTokensIn = (content: Content): string[] =>
  [...JSON.stringify(content).matchAll(EDGE_TOKEN)].map(([, name]) => name!);

/** Ids of the segments its blocks ask for. */
export const segmentsInContent = ({ blocks }: Content): string[] =>
  blocks.flatMap(({ when }) => (when ? [...when.in, ...when.out] : []));

/** Whether a block is for who is in these segments. */
export const isForReader = (when: Block["when"], memberships: ReadonlySet<string>): boolean => {
  const has = (id: string) => memberships.has(id);
  return !when || ((when.in.length === 0 || when.in.some(has)) && !when.out.some(has));
};

export function contentFor(content: Content, { memberships, city, language, trait }: Reader): Content {
  const blocks = content.blocks
    .filter(({ when }) => isForReader(when, memberships))
    .map(({ when: _, ...block }) => block as Content["blocks"][number]);
  return withTokens({ ...content, blocks }, EDGE_TOKEN, (name) =>
    spoken(name === "city" ? city : sayTrait(trait(name.slice("trait.".length)), language)),
  );
}

/** A value that reads in a sentence; one that looks like a token would be taken for one. */
function spoken(value: string | undefined): string | undefined {
  const text = inSentence(value ?? "");
  return text && text.length <= LONGEST && !/[{}]/.test(text) ? text : undefined;
}
