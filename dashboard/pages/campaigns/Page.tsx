import { useEffect } from "preact/hooks";
import type { ListedResult } from "../../../model/results/report.ts";
import { hrefOf } from "../../address.ts";
import { CampaignStatus } from "../../components/campaign-status/CampaignStatus.tsx";
import { NamedList } from "../../components/named-list/NamedList.tsx";
import type { Column } from "../../components/table/Table.tsx";
import { capital, sayNumber, sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { sayPlacement, sayTitles } from "../campaign/words.ts";
import { sayAdded, sayBetween, sayNotYet, sayTogether } from "../results/words.ts";
import { campaigns, results } from "./state.ts";

export function Page() {
  useEffect(() => {
    void campaigns.load();
    void results.load();
  }, []);
  return (
    <NamedList
      page="campaigns"
      title={t`Campaigns`}
      toNew={t`New campaign`}
      toFind={t`Find a campaign`}
      none={t`No campaigns yet`}
      icon="campaign"
      meaning={t`A campaign shows one thing to the right visitors in one place, and holds some out to measure it.`}
      of={campaigns}
      rowsOf={(list) => list.campaigns}
      columns={COLUMNS}
      sortedBy="status"
      above={<Together />}
      ways={<a class="btn" href={hrefOf("plays")}>{t`Begin with a play`}</a>}
    />
  );
}

function Together() {
  const known = results.value.value;
  return <p class="sub num together">{known ? sayTogether(known) : "\u00a0"}</p>;
}

type Listed = NonNullable<typeof campaigns.value.value>["campaigns"][number];
const ORDER = { published: 0, draft: 1, paused: 2, archived: 3 };

/** What runs first, and of that what was shown most. */
const byStanding = (a: Listed, b: Listed) =>
  ORDER[a.status] - ORDER[b.status] || b.counts.shown - a.counts.shown;

const resultOf = (id: string) => results.value.value?.campaigns.find(({ campaign }) => campaign === id);
const addedOf = ({ id }: Listed) => resultOf(id)?.addedMinor?.estimate ?? Number.NEGATIVE_INFINITY;
const byAdded = (a: Listed, b: Listed) =>
  addedOf(a) === addedOf(b) ? a.name.localeCompare(b.name) : addedOf(b) - addedOf(a);

/** Over those held out, with its interval; grey while it may as well be nothing. */
function Added({ of: result }: { of: ListedResult }) {
  const { campaign, addedMinor, verdict } = result;
  const currency = results.value.value!.currency;
  const isSure = verdict === "more" || verdict === "less";
  return (
    <>
      <a class={isSure ? "nm" : "nm unsure"} href={hrefOf("campaigns", campaign, { view: "results" })}>
        {addedMinor ? sayAdded(addedMinor.estimate, currency) : sayNotYet(result)}
      </a>
      {addedMinor && <span class="under">{sayBetween(addedMinor, currency)}</span>}
    </>
  );
}

const COLUMNS: Column<Listed>[] = [
  {
    id: "name",
    name: t`Campaign`,
    order: (a, b) => a.name.localeCompare(b.name),
    of: (campaign) => (
      <>
        <a class="nm" href={hrefOf("campaigns", campaign.id)}>
          {campaign.name}
        </a>
        <span class="under hide-s">{sayTitles(campaign)}</span>
      </>
    ),
  },
  { id: "status", name: t`Status`, order: byStanding, of: (campaign) => <CampaignStatus of={campaign} /> },
  { name: t`Place`, isWide: true, of: (campaign) => capital(sayPlacement(campaign)) },
  {
    id: "added",
    name: t`Added`,
    isNumber: true,
    order: byAdded,
    of: ({ id }) => {
      const result = resultOf(id);
      return result && <Added of={result} />;
    },
  },
  {
    id: "shown",
    name: t`Shown`,
    isNumber: true,
    isWide: true,
    order: (a, b) => b.counts.shown - a.counts.shown,
    of: ({ counts }) => counts.shown > 0 && sayNumber(counts.shown),
  },
  {
    name: t`Held out`,
    isNumber: true,
    isWide: true,
    of: ({ counts }) => counts.ghosts > 0 && sayNumber(counts.ghosts),
  },
  {
    name: t`Clicks`,
    isNumber: true,
    isWide: true,
    of: ({ counts: { shown, clicks } }) =>
      clicks > 0 && (
        <>
          {sayNumber(clicks)} <span class="mut">{shown > 0 && sayShare(clicks / shown, 1)}</span>
        </>
      ),
  },
];
