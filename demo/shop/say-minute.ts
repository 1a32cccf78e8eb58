/** Epoch ms as "Thu 26 Nov, 11:17", by the device's own zone. */
export function sayMinute(at: number): string {
  const moment = new Date(at);
  const day = moment.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" });
  return `${day}, ${moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
}
