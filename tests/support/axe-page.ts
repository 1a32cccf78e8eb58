/** What axe-core finds on a page as it stands, by the rules of WCAG 2.2 AA. */
import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

export async function axeFaults(page: Page): Promise<string[]> {
  // By the debugger, so that the page's strict policy stays as it is.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    () =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        resultTypes: ["violations"],
        preload: false,
      }) as Promise<AxeResults>,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`,
  );
}
