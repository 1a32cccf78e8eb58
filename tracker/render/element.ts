/** Builds an element from properties and children. No HTML strings: nothing a content holds can become markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: (Node | string | false | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...(children.filter((child) => child) as Node[]));
  return made;
}

/** A sheet a shadow root can adopt; the CSP of the page has no say in it. */
export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
