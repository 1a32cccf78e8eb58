import { hrefOf } from "../../route.ts";

/** Of one campaign: what it is, and what it added. */
export function CampaignTabs({ id, view = "" }: { id: string; view?: "results" | "" }) {
  const tab = (name: "results" | "", word: string) => (
    <a href={hrefOf("campaigns", id, { view: name })} aria-current={view === name ? "page" : undefined}>
      {word}
    </a>
  );
  return (
    <nav class="tabs" aria-label="Campaign">
      {tab("", "Set-up")}
      {tab("results", "Results")}
    </nav>
  );
}
