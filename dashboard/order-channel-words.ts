/** Where an order was placed. */
import type { Channel } from "../model/order-report.ts";
import { t } from "./words.ts";

export const ORDER_CHANNEL_WORDS: Record<Channel, string> = {
  web: t`web`,
  store: t`store`,
  phone: t`phone`,
};
