/** Whatever a theme or version does otherwise: nothing is told of it, and the page's own listeners go on. */
export function quietly<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
