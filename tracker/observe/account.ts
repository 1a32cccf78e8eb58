/**
 * The form of a new account being sent: one that is named so and shows a password, which the same form hides from a guest
 * who only buys. What is in it is not read.
 */
import type { Tell } from "../api.ts";
import { namesOf } from "./names.ts";

const NEW_ACCOUNT = /regist|rejestr|sign.?up|create.?(acc|cust)/i;

export function onAccount(tell: Tell): void {
  addEventListener("submit", ({ target }) => {
    const form = target as HTMLFormElement;
    if (NEW_ACCOUNT.test(namesOf(form)) && form.querySelector("[type=password]")?.checkVisibility())
      tell("account", 2);
  });
}
