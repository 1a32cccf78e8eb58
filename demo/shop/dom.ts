/** Elements the pages promise, and copies of their templates: the shop never writes HTML in the browser. */

/** The element, or an error that names what the page should have had. */
export function one<E extends HTMLElement>(selector: string, within: ParentNode = document): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`This page has no ${selector}`);
  return found;
}

/** The element where a page has it. */
export const maybe = <E extends HTMLElement>(selector: string, within: ParentNode = document): E | null =>
  within.querySelector<E>(selector);

export const all = <E extends HTMLElement>(selector: string, within: ParentNode = document): E[] => [
  ...within.querySelectorAll<E>(selector),
];

/** A fresh copy of the single element inside `<template selector>`. */
export function copyOf<E extends HTMLElement>(selector: string): E {
  const template = one(selector) as HTMLTemplateElement;
  return template.content.firstElementChild!.cloneNode(true) as E;
}

export function link(text: string, href: string): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}
