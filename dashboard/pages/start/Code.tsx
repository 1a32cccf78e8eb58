import { useState } from "preact/hooks";
import { say } from "../../components/toast/toast.ts";
import { t } from "../../words.ts";

/** Something to be copied as it stands. Named for who does not see it. */
export function Code({ text, of }: { text: string; of: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      say(t`The browser did not let it be copied: select it and copy it with the keyboard.`);
    }
  };
  return (
    <div class="code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section tabIndex={0} aria-label={of}>
        <pre>{text}</pre>
      </section>
      <button type="button" class="btn small" aria-label={t`Copy: ${of}`} onClick={() => void copy()}>
        {isCopied ? t`Copied` : t`Copy`}
      </button>
    </div>
  );
}
