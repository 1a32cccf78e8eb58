import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayNumber, sayShare } from "../../format.ts";
import { hrefOf } from "../../route.ts";
import { sayPlacement } from "../campaign/words.ts";
import { campaigns } from "./state.ts";

const ROWS = 6;

/** What is live, by how often it was shown. What it adds is not said here: shown and clicked is not yet earned. */
export function Campaigns() {
  return (
    <section class="section">
      <h2 class="h2">
        Campaigns <small>live now</small>
        <span class="push">
          <a href={hrefOf("campaigns")}>All campaigns</a>
        </span>
      </h2>
      <Panel of={campaigns} what="The campaigns" lines={4}>
        {({ campaigns: all }) => {
          const live = all
            .filter(({ isPublished }) => isPublished)
            .sort((a, b) => b.counts.shown - a.counts.shown)
            .slice(0, ROWS);
          if (live.length === 0)
            return (
              <Empty icon="campaign" title="Nothing is live" text="Visitors see the shop as it is.">
                <a class="btn" href={hrefOf("campaigns", all.length > 0 ? "" : "new")}>
                  {all.length > 0 ? "All campaigns" : "New campaign"}
                </a>
              </Empty>
            );
          const most = Math.max(1, live[0]!.counts.shown);
          return (
            <table class="t">
              <thead>
                <tr>
                  <th scope="col">Campaign</th>
                  <th scope="col" class="hide-s">
                    Place
                  </th>
                  <th scope="col" class="r">
                    Shown
                  </th>
                  <th scope="col" class="r hide-s">
                    Held out
                  </th>
                  <th scope="col" class="r">
                    Clicks
                  </th>
                </tr>
              </thead>
              <tbody>
                {live.map(({ id, name, placement, counts: { shown, ghosts, clicks } }) => (
                  <tr key={id}>
                    <td class="bar">
                      <i style={{ width: `${(shown / most) * 100}%` }} />
                      <a class="nm" href={hrefOf("campaigns", id)}>
                        {name}
                      </a>
                    </td>
                    <td class="hide-s mut">{sayPlacement(placement)}</td>
                    <td class="r">{sayNumber(shown)}</td>
                    <td class="r hide-s">{sayNumber(ghosts)}</td>
                    <td class="r">{shown > 0 ? sayShare(clicks / shown, 1) : "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Panel>
    </section>
  );
}
