/** What shop software tells beside the cart, in the form in which a data layer would. */
import type { Goods, Telling } from "../observe/layer/ga4.ts";

type Said = Pick<Partial<Telling>, "valueMinor" | "currency" | "orderId" | "props"> & {
  goods?: Goods[];
  taxMinor?: number | undefined;
};

export const tellingOf = (
  name: string,
  { goods, valueMinor, currency, orderId, props = {}, taxMinor }: Said = {},
): Telling => ({
  name,
  goods,
  valueMinor,
  currency,
  orderId,
  order: { taxMinor, shippingMinor: undefined, coupon: undefined },
  props,
  isLaterStep: false,
});
