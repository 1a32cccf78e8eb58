/** Tokens in a content's texts, `{{name|fall-back}}` (U23). Imports nothing: the tracker takes it whole. */

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
