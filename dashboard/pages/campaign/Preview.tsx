import { useEffect, useState } from "preact/hooks";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayMoney } from "../../format.ts";
import { currency } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import { PreviewFrame, SCREENS, type ScreenName } from "./PreviewFrame.tsx";
import { draft, loadPersona, lookAs, personas, shown, whose } from "./state.ts";

export function Preview() {
  const [screen, setScreen] = useState<ScreenName>("phone");
  const [isDrawn, setDrawn] = useState(true);
  const content = shown.value?.content;
  useEffect(() => void loadPersona(), []);

  return (
    <aside class="prev" aria-label={t`Preview`}>
      <div class="pbar">
        <span class="switch">
          <button type="button" aria-pressed={screen === "phone"} onClick={() => setScreen("phone")}>
            <Icon name="phone" />
            <span class="vh">{t`Phone`}</span>
          </button>
          <button type="button" aria-pressed={screen === "desktop"} onClick={() => setScreen("desktop")}>
            <Icon name="desktop" />
            <span class="vh">{t`Computer`}</span>
          </button>
        </span>
        <Persona />
      </div>
      <div class="stage">
        {content && (
          <PreviewFrame
            content={content}
            why={draft.value?.why ?? ""}
            until={draft.value?.schedule.until}
            screen={screen}
            title={t`The campaign as a visitor sees it`}
            onDrawn={setDrawn}
          />
        )}
      </div>
      {isDrawn ? (
        <p class="pfoot">
          <Icon name="check" />
          {t`Drawn by the same code as on the shop, ${SCREENS[screen].width}\u00a0px wide. There it takes the shop’s own colours and type.`}
        </p>
      ) : (
        <p class="note warn">
          <Icon name="warning" />
          <span>{t`This visitor would see nothing: a block has nothing to show (no product, an empty list, no end to count down to), or a button no words or no sound address.`}</span>
        </p>
      )}
    </aside>
  );
}

/** Whose eyes it is looked through: with their products, their cart, their segments. */
function Persona() {
  const known = personas.value.map(({ id }) => id);
  const ids = [
    ...new Set([...(you.value ? [you.value] : []), ...(whose.value ? [whose.value] : []), ...known]),
  ];
  if (ids.length === 0) return null;
  const cartOf = (id: string) => personas.value.find((one) => one.id === id)?.cartMinor ?? 0;
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
