/** Whether the browser takes the text for a CSS selector. */
export const isSelector = (text: string): boolean => CSS.supports(`selector(${text})`);
