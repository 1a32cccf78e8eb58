import { useEffect } from "preact/hooks";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { usePolling } from "../../polling.ts";
import { FeedAddress } from "./FeedAddress.tsx";
import { ImportFile } from "./ImportFile.tsx";
import { Keys } from "./Keys.tsx";
import { access, feed, show } from "./state.ts";

const REFRESH_MS = 10_000;

/** What comes in beside the pages, and how: keys for the shop's server, the product feed, tables of customers. */
export function Page() {
  useEffect(show, []);
  usePolling(() => void feed.load(), REFRESH_MS);
  return (
    <div class="sources">
      <PageHead title="Sources" />
      <section aria-label="Product feed">
        <h2 class="h2">
          Product feed <small>Google Merchant XML, or a table with its columns</small>
        </h2>
        <Panel of={feed} what="The feed">
          {(state) => <FeedAddress key={state.feed?.url} state={state} />}
        </Panel>
        <ImportFile
          kind="products"
          hint="XML, CSV or TSV with id, title and link; price, sale_price, availability, brand, product_type, item_group_id where you have them."
        />
      </section>
      <section class="section" aria-label="Customers">
        <h2 class="h2">
          Customers <small>what you know of them</small>
        </h2>
        <ImportFile
          kind="customers"
          hint="CSV with a column customer, your own id of each; every other column is a trait. An empty cell changes nothing."
        />
      </section>
      <section class="section" aria-label="Your server">
        <h2 class="h2">
          Your server <small>its keys, and the secret it signs with</small>
        </h2>
        <Panel of={access} what="The keys">
          {(value) => <Keys access={value} />}
        </Panel>
      </section>
    </div>
  );
}
