/** What shop software tells beside the cart, in the form in which a data layer would. */
import type { Goods, Telling } from "../observe/layer/ga4.ts";
import type { Bill } from "./shop.ts";

type Said = Pick<Partial<Telling>, "valueMinor" | "currency" | "orderId" | "props"> & {
  goods?: Goods[];
  bill?: Bill | undefined;
};

export const tellingOf = (
  name: string,
  {
    goods,
    valueMinor,
    currency,
    orderId,
    props = {},
    bill: { taxMinor, shippingMinor, coupon } = {},
  }: Said = {},
): Telling => ({
  name,
  goods,
  valueMinor,
  currency,
  orderId,
  order: { taxMinor, shippingMinor, coupon },
  props,
  isLaterStep: false,
});
