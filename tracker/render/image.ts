/** The image block: of one shape from the first, so that nothing moves when it comes. */
import type { HelpPart } from "../api.ts";
import { soundAddress } from "./address.ts";
import { element } from "./element.ts";

export const image: HelpPart["image"] = ({ src, alt, href }) => {
  const from = soundAddress(src);
  if (!from) return undefined;
  const picture = element("img", {
    loading: "lazy",
    src: from,
    alt,
    width: 600,
    height: 400,
    decoding: "async",
  });
  const to = soundAddress(href);
  return to
    ? element("a", { href: to, className: "i" }, picture)
    : element("div", { className: "i" }, picture);
};
