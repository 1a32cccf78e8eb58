import { useState } from "preact/hooks";
import { t } from "../../words.ts";
import { freshLink } from "./state.ts";

/** The link just made: to be copied and handed over, since it is not kept. */
export function FreshLink() {
  const link = freshLink.value;
  const [copied, setCopied] = useState("");
  if (!link) return null;
  return (
    <div class="fresh" role="status">
      <p>
        {t`${<b>{t`Send this link to ${link.name}.`}</b>} It opens the dashboard once, within a day, and is not shown again.`}
      </p>
      <p class="row">
        <code>{link.url}</code>
        <button
          type="button"
          class="btn small"
          onClick={() => void navigator.clipboard?.writeText(link.url).then(() => setCopied(link.url))}
        >
          {copied === link.url ? t`Copied` : t`Copy`}
        </button>
      </p>
    </div>
  );
}
