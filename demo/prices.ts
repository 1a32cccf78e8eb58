/** "€89.00" for 8900: the shop names every price the same way, on the page and in the drawer. */
export function euros(minor: number): string {
  return `€${(minor / 100).toFixed(2)}`;
}

/** Orders from this value on are delivered free. */
export const FREE_DELIVERY_FROM_MINOR = 15_000;

/** The ways a parcel can go. The first one is what the cart counts with. */
export const DELIVERIES = [
  { id: "courier", name: "Courier to the door", days: "2 working days", priceMinor: 490 },
  { id: "locker", name: "Parcel locker", days: "2 working days", priceMinor: 390 },
  { id: "store", name: "Pick up in a store", days: "tomorrow after 12:00", priceMinor: 0 },
] as const;
export type DeliveryId = (typeof DELIVERIES)[number]["id"];

/** What the delivery costs for products of this value; free from the threshold. */
export function deliveryMinor(delivery: DeliveryId, productsMinor: number): number {
  if (productsMinor === 0 || productsMinor >= FREE_DELIVERY_FROM_MINOR) return 0;
  return DELIVERIES.find(({ id }) => id === delivery)?.priceMinor ?? 0;
}
