/** Calendar days of the shop's zone, as a date field has them. */

/** "2026-12-01" in the zone. */
export function dayInZone(at: number, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(at);
}

/** Epoch ms at which the day begins in the zone. */
export function startInZone(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // Twice, since the first guess may lie across a change of the clocks.
  let at = utc;
  for (let i = 0; i < 2; i++) at = utc - offsetMs(at, zone);
  return at;
}

function offsetMs(at: number, zone: string): number {
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return Date.parse(`${local.format(at).replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}
