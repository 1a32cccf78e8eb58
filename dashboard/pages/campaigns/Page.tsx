import { useEffect } from "preact/hooks";
import { CampaignStatus } from "../../components/campaign-status/CampaignStatus.tsx";
import { Find } from "../../components/field/Find.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
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
            <Table campaigns={found} />
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

type Listed = NonNullable<typeof campaigns.value.value>["campaigns"];
const ORDER = { published: 0, draft: 1, paused: 2, archived: 3 };

function Table({ campaigns: rows }: { campaigns: Listed }) {
  const sorted = rows.toSorted(
    (a, b) => ORDER[a.status] - ORDER[b.status] || b.counts.shown - a.counts.shown,
  );
  return (
    <table class="t campaigns">
      <thead>
        <tr>
          <th scope="col">Campaign</th>
          <th scope="col">Status</th>
          <th scope="col" class="hide-s">
            Place
          </th>
          <th scope="col" class="r">
            Shown
          </th>
          <th scope="col" class="r hide-s">
            Held out
          </th>
          <th scope="col" class="r hide-s">
            Clicks
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((campaign) => (
          <tr key={campaign.id}>
            <td>
              <a class="nm" href={hrefOf("campaigns", campaign.id)}>
                {campaign.name}
              </a>
              <span class="under hide-s">{sayTitles(campaign)}</span>
            </td>
            <td>
              <CampaignStatus of={campaign} />
            </td>
            <td class="hide-s">{capital(sayPlacement(campaign.placement))}</td>
            <Counts counts={campaign.counts} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Counts({ counts: { shown, ghosts, clicks } }: Pick<Listed[number], "counts">) {
  const none = <span class="mut">–</span>;
  return (
    <>
      <td class="r">{shown > 0 ? sayNumber(shown) : none}</td>
      <td class="r hide-s">{ghosts > 0 ? sayNumber(ghosts) : none}</td>
      <td class="r hide-s">
        {clicks > 0 ? (
          <>
            {sayNumber(clicks)} <span class="mut">{shown > 0 && sayShare(clicks / shown, 1)}</span>
          </>
        ) : (
          none
        )}
      </td>
    </>
  );
}
