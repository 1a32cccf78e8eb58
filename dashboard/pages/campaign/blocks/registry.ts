/** Every kind of block the editor offers, in the order in which it offers them. */
import type { Block } from "../../../../model/content.ts";
import { actions } from "./Actions.tsx";
import { countdown } from "./Countdown.tsx";
import { coupon } from "./Coupon.tsx";
import { form } from "./Form.tsx";
import { head } from "./Head.tsx";
import { help } from "./Help.tsx";
import { image } from "./Image.tsx";
import type { KindEntry } from "./kind.ts";
import { offer } from "./Offer.tsx";
import { preferences } from "./Preferences.tsx";
import { products } from "./Products.tsx";
import { progress } from "./Progress.tsx";
import { push } from "./Push.tsx";
import { survey } from "./Survey.tsx";
import { text } from "./Text.tsx";
import { wishlist } from "./Wishlist.tsx";

export const KINDS: { [Kind in Block["kind"]]: KindEntry<Kind> } = {
  head,
  text,
  image,
  products,
  wishlist,
  progress,
  offer,
  countdown,
  coupon,
  survey,
  form,
  preferences,
  push,
  help,
  actions,
};
