import { hrefOf } from "../../address.ts";
import { t } from "../../words.ts";

type View = "results" | "answers" | "";

/** Of one campaign: what it is, what it added, and what visitors answered. */
export function CampaignTabs({ id, view = "" }: { id: string; view?: View }) {
  const tab = (name: View, word: string) => (
    <a href={hrefOf("campaigns", id, { view: name })} aria-current={view === name ? "page" : undefined}>
      {word}
    </a>
  );
  return (
    <nav class="tabs" aria-label={t`Campaign`}>
      {tab("", t`Set-up`)}
      {tab("results", t`Results`)}
      {tab("answers", t`Answers`)}
    </nav>
  );
}
