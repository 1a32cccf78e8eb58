/** What the editor knows of a kind of block: one entry each, in registry.ts. */
import type { ComponentType } from "preact";
import type { Block, BlockOf } from "../../../../model/content.ts";

export interface EditorProps<Kind extends Block["kind"]> {
  block: BlockOf<Kind>;
  /** A field that may be absent is taken away by undefined. */
  change: (part: Partial<Omit<BlockOf<Kind>, "kind" | "when">>) => void;
  /** Id of a control on the page. */
  idOf: (field: string) => string;
  /** What is wrong with a field, by its path in the block; empty where nothing is. */
  faultOf: (field: string) => string;
}

export interface KindEntry<Kind extends Block["kind"]> {
  label: string;
  /** The bar is one line and has no room for the others. */
  isForBar: boolean;
  /** What it begins with; money in minor units of the currency. */
  begin: (currency: string) => BlockOf<Kind>;
  Editor: ComponentType<EditorProps<Kind>>;
}
