/** Path patterns. Imports nothing: the tracker holds cached decisions to them as the edge does. */

/** True where `path` fits a pattern in which `*` stands for any run of characters. Linear: no regular expression. */
export function fitsPattern(path: string, pattern: string): boolean {
  const [first = "", ...parts] = pattern.split("*");
  const last = parts.pop();
  if (last === undefined) return path === pattern;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return path.slice(at).endsWith(last);
}

/** True where the path fits a pattern of `in` (or `in` is empty) and none of `out`. */
export function fitsPages(path: string, pages: { in: string[]; out: string[] }): boolean {
  return (
    (pages.in.length === 0 || pages.in.some((pattern) => fitsPattern(path, pattern))) &&
    !pages.out.some((pattern) => fitsPattern(path, pattern))
  );
}
