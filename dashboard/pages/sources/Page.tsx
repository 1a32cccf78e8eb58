import { useEffect } from "preact/hooks";
import { Only } from "../../components/only/Only.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { usePolling } from "../../polling.ts";
import { t } from "../../words.ts";
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
      <PageHead title={t`Sources`} />
      <section aria-label={t`Product feed`}>
        <h2 class="h2">
          {t`Product feed`} <small>{t`Google Merchant XML, or a table with its columns`}</small>
        </h2>
        <Panel of={feed} what={t`The feed`}>
          {(state) => (
            <Only to="edit">
              <FeedAddress key={state.feed?.url} state={state} />
            </Only>
          )}
        </Panel>
        <Only to="tell">
          <ImportFile
            kind="products"
            hint={t`XML, CSV or TSV with id, title and link; price, sale_price, availability, brand, product_type, item_group_id where you have them.`}
          />
        </Only>
      </section>
      <section class="section" aria-label={t`Customers`}>
        <h2 class="h2">
          {t`Customers`} <small>{t`what you know of them`}</small>
        </h2>
        <Only to="tell">
          <ImportFile
            kind="customers"
            hint={t`CSV with a column customer, your own id of each; every other column is a trait. An empty cell changes nothing.`}
          />
        </Only>
      </section>
      <section class="section" aria-label={t`Your server`}>
        <h2 class="h2">
          {t`Your server`} <small>{t`its keys, and the secret it signs with`}</small>
        </h2>
        <Panel of={access} what={t`The keys`}>
          {(value) => <Keys access={value} />}
        </Panel>
      </section>
    </div>
  );
}
