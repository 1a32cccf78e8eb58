import { useEffect } from "preact/hooks";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Previews } from "../../components/notification/Previews.tsx";
import { Only } from "../../components/only/Only.tsx";
import { sayFailure } from "../../components/panel/failure.ts";
import { sayMoney, sayNumber, sayShare } from "../../format.ts";
import { currency } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import { beholder, lookAs, newest, whose } from "./beholder/state.ts";
import { draft, isBusy, shown, size, test } from "./state.ts";

const TYPING_MS = 300;

/** How many it is for, and how it looks. */
export function Look() {
  return (
    <aside class="prev" aria-label={t`Size and preview`}>
      <Size />
      <div class="pbar">
        <Eyes />
        <span class="push">
          <Only to="edit">
            <button
              type="button"
              class="btn small"
              disabled={!you.value || isBusy.value}
              title={you.value ? undefined : t`Open your shop in this browser and allow notifications first`}
              onClick={() => void test(shown.value!.message)}
            >{t`Test on my browser`}</button>
          </Only>
        </span>
      </div>
      <Previews message={shown.value!.message} beholder={beholder.value} />
      {!you.value && (
        <p class="pfoot">{t`To test it, open your shop in this browser and allow notifications there.`}</p>
      )}
    </aside>
  );
}

/** Follows the choice of segments. */
function Size() {
  const { segmentsIn, segmentsOut, holdoutShare } = draft.value!;
  useEffect(() => {
    const timer = setTimeout(() => void size.load(), size.value.peek() ? TYPING_MS : 0);
    return () => clearTimeout(timer);
  }, [segmentsIn.join(), segmentsOut.join(), holdoutShare]);
  const known = size.value.value;
  const failure = size.failure.value;
  return (
    <div class={`reach${size.isBusy.value ? " busy" : ""}`} role="status">
      {known ? (
        <>
          <p class="figure">
            {!known.isExact && <small>{t`about`} </small>}
            {sayNumber(known.members)} <small>{t`of ${sayNumber(known.subscribers)} subscribers`}</small>
          </p>
          <span class="track">
            <span
              style={{ width: `${(known.subscribers > 0 ? known.members / known.subscribers : 0) * 100}%` }}
            />
          </span>
          <p class="hint">
            {known.isExact
              ? t`Counted. `
              : t`From a sample: between ${sayNumber(known.between[0])} and ${sayNumber(known.between[1])}. `}
            {holdoutShare > 0 && t`${sayShare(holdoutShare)} of them get nothing.`}
          </p>
        </>
      ) : (
        <p class="hint">{failure ? t`Not counted. ${sayFailure(failure)}` : t`Counting…`}</p>
      )}
    </div>
  );
}

/** Whose cart and products fill the tokens. */
export function Eyes() {
  const known = newest.value.map(({ id }) => id);
  const ids = [
    ...new Set([...(you.value ? [you.value] : []), ...(whose.value ? [whose.value] : []), ...known]),
  ];
  if (ids.length === 0) return <Icon name="eye" />;
  const cartOf = (id: string) => newest.value.find((one) => one.id === id)?.cartMinor ?? 0;
  return (
    <label class="as">
      {t`as`}
      <select class="select" value={whose.value} onChange={(event) => void lookAs(event.currentTarget.value)}>
        {ids.map((id) => (
          <option key={id} value={id}>
            {id === you.value ? t`you` : visitorName(id)}
            {cartOf(id) > 0 && t`, ${sayMoney(cartOf(id), currency.value)} in the cart`}
          </option>
        ))}
      </select>
    </label>
  );
}
