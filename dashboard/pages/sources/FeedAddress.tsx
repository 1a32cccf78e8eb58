import { useState } from "preact/hooks";
import type { FeedState } from "../../../model/report.ts";
import { TextField } from "../../components/field/Field.tsx";
import { sayAgo, sayCount, sayNumber } from "../../format.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";
import { Report } from "./Report.tsx";
import { feedFault, keepFeed } from "./state.ts";

/** Where the feed is, and what came of its last reading. */
export function FeedAddress({ state: { feed, products, gone } }: { state: FeedState }) {
  const [url, setUrl] = useState(feed?.url ?? "");
  return (
    <>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void keepFeed(url.trim());
        }}
      >
        <TextField
          id="feed-url"
          label={t`Address of the feed`}
          hint={t`Read every six hours. Leave it empty to bring files yourself.`}
          value={url}
          onInput={setUrl}
          fault={feedFault.value && t`Expected ${feedFault.value}.`}
        />
        <button type="submit" class="btn">{t`Save`}</button>
      </form>
      {feed && (
        <p class="sub">
          {feed.checkedAt === 0 ? t`Not read yet.` : t`Read ${sayAgo(feed.checkedAt, now.value)}.`}
        </p>
      )}
      {feed?.report && <Report report={feed.report} />}
      {products > 0 && (
        <p class="sub">
          {t`${sayCount(products, "product")} from feeds${gone > 0 && t`, ${sayNumber(gone)} of them gone`}.`}
        </p>
      )}
    </>
  );
}
