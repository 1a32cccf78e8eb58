/** An element's names, address and label: what tells a button for wishes from one for reviews. Never a value. */
export const namesOf = (element: Element): string =>
  ["id", "class", "href", "action", "onclick", "aria-label"]
    .map((name) => element.getAttribute(name))
    .join(" ");
