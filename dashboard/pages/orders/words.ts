/** Orders in words. */
import type { OrderStatus } from "../../../model/order.ts";
import type { Door, Stage } from "../../../model/order-report.ts";
import type { IconName } from "../../components/icon/shapes.ts";
import { t } from "../../words.ts";

/** Which way news of an order came in. */
export const DOOR_NAMES: Record<Door, string> = {
  page: t`Shop’s page`,
  api: t`Server`,
  woocommerce: "WooCommerce",
  shopify: "Shopify",
  csv: t`File`,
};

export const STATUS_WORDS: Record<OrderStatus | Stage, { word: string; icon: IconName }> = {
  placed: { word: t`Placed`, icon: "clock" },
  paid: { word: t`Paid`, icon: "check" },
  partly_refunded: { word: t`Refunded in part`, icon: "minus" },
  refunded: { word: t`Refunded`, icon: "undo" },
  cancelled: { word: t`Cancelled`, icon: "close" },
};
