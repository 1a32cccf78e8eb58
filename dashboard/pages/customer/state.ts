import { signal } from "@preact/signals";
import { hrefOf } from "../../address.ts";
import { eraseCustomer, getCustomer } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { sayCount } from "../../format.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import { t } from "../../words.ts";

const asked = signal("");
export const customer = reading(() => getCustomer(asked.value));
export const isErasing = signal(false);

export function show(id: string): void {
  if (id !== asked.value) customer.clear();
  asked.value = id;
  void customer.load();
}

/** For good; true where it is done. */
export async function erase(id: string): Promise<boolean> {
  isErasing.value = true;
  const answer = await eraseCustomer(id);
  isErasing.value = false;
  if ("failure" in answer) {
    say(t`Nothing was erased. ${sayFailure(answer.failure)}`);
    return false;
  }
  const { visitors, orders } = answer.value;
  say(t`Erased, with ${sayCount(visitors, "browser")}. ${sayStaying(orders)}`);
  go(hrefOf("customers"), { replace: true });
  return true;
}

const sayStaying = (orders: number) =>
  orders === 0
    ? t`There was no order.`
    : t`${sayCount(orders, "order")} ${orders === 1 ? t`stays as a sum that is` : t`stay as sums that are`} nobody’s.`;
