/** Contacts as ad platforms take them, before they are hashed: by the rules that Google Ads and Meta publish for customer lists. Pure. */

/** Without spaces around it, in small letters. */
export const normalEmail = (text: string): string => text.trim().toLowerCase();

/**
 * As E.164 has it, `+48600100200`; undefined for a number without its country, whose digits would be somebody else's elsewhere.
 * `00` is what most countries dial for the plus.
 */
export function normalPhone(text: string): string | undefined {
  const digits = text
    .replace(/\(0\)/, "")
    .replace(/[^\d+]/g, "")
    .replace(/^00/, "+");
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
