/**
 * The shop's own storage: what it keeps for good (localStorage) and for this visit (sessionStorage). Private
 * windows and full disks make every access throw; the shop then works without memory.
 */

type KeptKey = "polana_cart" | "polana_list" | "polana_consent" | "polana_clock";
type VisitKey = "polana_drawer" | "polana_noticed" | "polana_order";

function read(store: () => Storage, key: string): unknown {
  try {
    return JSON.parse(store().getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(store: () => Storage, key: string, value: unknown): void {
  try {
    store().setItem(key, JSON.stringify(value));
  } catch {
    // Nothing can be kept here; the page itself still knows.
  }
}

const forGood = () => localStorage;
const forVisit = () => sessionStorage;

export const readKept = (key: KeptKey): unknown => read(forGood, key);
export const keep = (key: KeptKey, value: unknown): void => write(forGood, key, value);
export const readVisit = (key: VisitKey): unknown => read(forVisit, key);
export const keepForVisit = (key: VisitKey, value: unknown): void => write(forVisit, key, value);

/** Takes away everything the shop itself has written on this device. */
export function forgetAll(): void {
  for (const store of [forGood, forVisit])
    try {
      for (const name of Object.keys({ ...store() }))
        if (name.startsWith("polana_")) store().removeItem(name);
    } catch {
      // Nothing was kept.
    }
}
