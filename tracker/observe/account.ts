/** The form of a new account being sent: one that is named so and has a password. What is in it is not read. */
import type { Tell } from "../api.ts";
import { namesOf } from "./names.ts";

const NEW_ACCOUNT = /regist|rejestr|sign.?up|create.?(acc|cust)/i;

export function onAccount(tell: Tell): void {
  addEventListener("submit", ({ target }) => {
    const form = target as HTMLFormElement;
    if (NEW_ACCOUNT.test(namesOf(form)) && form.querySelector("[type=password]")) tell("account", 2);
  });
}
