/** Tokens in a content's texts, `{{name|fall-back}}` (U23). Imports nothing: the tracker takes it whole. */

/**
 * What would reach beyond a value into the sentence round it: control characters and ends of lines, and the marks that turn
 * the direction of all that follows (Unicode UAX #9 §2), by which a product's name could rewrite a notification.
 */
const REACHING = /[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu;

/**
 * The value as it stands in a sentence: of a notification, or of what the edge fills. On the page every element ends it. What
 * a marketer writes is not touched.
 */
export const inSentence = (value: string): string => value.replace(REACHING, " ").trim();

/**
 * The same with a value in the place of each token, and its fall-back where there is none. `pattern` finds tokens in JSON:
 * its groups are the name and the fall-back.
 */
export const withTokens = <Content extends object>(
  content: Content,
  pattern: RegExp,
  lookUp: (name: string) => string | undefined | false,
): Content =>
  JSON.parse(
    JSON.stringify(content).replace(pattern, (_, name, fallback) => {
      const value = lookUp(name);
      return value ? JSON.stringify(value).slice(1, -1) : fallback;
    }),
  );
