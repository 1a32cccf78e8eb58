/** Every kind of block the editor offers, in the order in which it offers them. */
import type { Block } from "../../../../model/content.ts";
import { actions } from "./Actions.tsx";
import { coupon } from "./Coupon.tsx";
import { form } from "./Form.tsx";
import { head } from "./Head.tsx";
import type { KindEntry } from "./kind.ts";
import { preferences } from "./Preferences.tsx";
import { products } from "./Products.tsx";
import { progress } from "./Progress.tsx";
import { survey } from "./Survey.tsx";
import { text } from "./Text.tsx";

export const KINDS: { [Kind in Block["kind"]]?: KindEntry<Kind> } = {
  head,
  text,
  products,
  progress,
  coupon,
  survey,
  form,
  preferences,
  actions,
};
