/** Orders in words. */
import type { OrderStatus } from "../../../model/order.ts";
import type { Door, Stage } from "../../../model/order-report.ts";
import type { IconName } from "../../components/icon/shapes.ts";

/** Which way news of an order came in. */
export const DOOR_NAMES: Record<Door, string> = {
  page: "Shop’s page",
  api: "Server",
  woocommerce: "WooCommerce",
  shopify: "Shopify",
  csv: "File",
};

export const STATUS_WORDS: Record<OrderStatus | Stage, { word: string; icon: IconName }> = {
  placed: { word: "Placed", icon: "clock" },
  paid: { word: "Paid", icon: "check" },
  partly_refunded: { word: "Refunded in part", icon: "minus" },
  refunded: { word: "Refunded", icon: "undo" },
  cancelled: { word: "Cancelled", icon: "close" },
};
