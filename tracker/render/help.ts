/** The help block: ways to help, each a row with its gist. */
import type { HelpPart } from "../api.ts";
import { soundAddress } from "./address.ts";
import { element } from "./element.ts";

export const help: HelpPart["help"] = ({ links }) => {
  const rows = element("ul", { className: "l" });
  for (const { label, note, href } of links) {
    const address = soundAddress(href);
    const words = element("span", {}, label, !!note && element("small", {}, note));
    if (address) rows.append(element("li", {}, element("a", { href: address }, words)));
  }
  return rows.firstChild ? rows : undefined;
};
