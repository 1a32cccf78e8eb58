import { useEffect } from "preact/hooks";
import { CampaignStatus } from "../../components/campaign-status/CampaignStatus.tsx";
import { Find } from "../../components/field/Find.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { capital, sayNumber, sayShare } from "../../format.ts";
import { hrefOf } from "../../route.ts";
import { sayPlacement, sayTitles } from "../campaign/words.ts";
import { campaigns, sought } from "./state.ts";

export function Page() {
  useEffect(() => void campaigns.load(), []);
  const list = campaigns.value.value?.campaigns ?? [];
  return (
    <>
      <PageHead title="Campaigns">
        {list.length > 0 && (
          <>
            <Find label="Find a campaign" value={sought.value} onInput={(text) => (sought.value = text)} />
            <a class="btn primary" href={hrefOf("campaigns", "new")}>
              New campaign
            </a>
          </>
        )}
      </PageHead>
      <Panel of={campaigns} what="The campaigns">
        {({ campaigns: all }) => {
          if (all.length === 0)
            return (
              <Empty
                icon="campaign"
                title="No campaigns yet"
                text="A campaign shows one thing to the right visitors in one place, and holds some out to measure it."
              >
                <a class="btn primary" href={hrefOf("campaigns", "new")}>
                  New campaign
                </a>
              </Empty>
            );
          const text = sought.value.toLowerCase();
          const found = all.filter(({ name }) => name.toLowerCase().includes(text));
          return found.length > 0 ? (
            <Table
              caption="Campaigns"
              columns={COLUMNS}
              rows={found.toSorted(byStanding)}
              keyOf={({ id }) => id}
            />
          ) : (
            <Empty icon="search" title={`No campaign is called “${sought.value}”`} text="Names are searched.">
              <button type="button" class="btn" onClick={() => (sought.value = "")}>
                Show all
              </button>
            </Empty>
          );
        }}
      </Panel>
    </>
  );
}

type Listed = NonNullable<typeof campaigns.value.value>["campaigns"][number];
const ORDER = { published: 0, draft: 1, paused: 2, archived: 3 };

/** What runs first, and of that what was shown most. */
const byStanding = (a: Listed, b: Listed) =>
  ORDER[a.status] - ORDER[b.status] || b.counts.shown - a.counts.shown;

const COLUMNS: Column<Listed>[] = [
  {
    name: "Campaign",
    of: (campaign) => (
      <>
        <a class="nm" href={hrefOf("campaigns", campaign.id)}>
          {campaign.name}
        </a>
        <span class="under hide-s">{sayTitles(campaign)}</span>
      </>
    ),
  },
  { name: "Status", of: (campaign) => <CampaignStatus of={campaign} /> },
  { name: "Place", isWide: true, of: ({ placement }) => capital(sayPlacement(placement)) },
  { name: "Shown", isNumber: true, of: ({ counts }) => counts.shown > 0 && sayNumber(counts.shown) },
  {
    name: "Held out",
    isNumber: true,
    isWide: true,
    of: ({ counts }) => counts.ghosts > 0 && sayNumber(counts.ghosts),
  },
  {
    name: "Clicks",
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
