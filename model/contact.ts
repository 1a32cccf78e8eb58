/** By what somebody can be reached, as `pattern` of a field and on the wire. Imports nothing: the tracker uses it. */

/** Regular expressions for the whole text: no more than that a message could be sent there. */
export const CONTACT_PATTERNS = {
  email: "[^\\s@]+@[^\\s@]+\\.[^\\s@]+",
  tel: "\\+?[\\d \\(\\)\\/.\\-]{5,30}",
};
export type ContactType = keyof typeof CONTACT_PATTERNS;
