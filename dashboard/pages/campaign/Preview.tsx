import { useEffect, useState } from "preact/hooks";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { hrefOf } from "../../route.ts";
import { you } from "../../you.ts";
import { PreviewFrame, SCREENS, type ScreenName } from "./PreviewFrame.tsx";
import { draft, loadPersona, persona, shown } from "./state.ts";

export function Preview() {
  const [screen, setScreen] = useState<ScreenName>("phone");
  const [isDrawn, setDrawn] = useState(true);
  const content = shown.value?.content;
  const card = persona.value.value;
  useEffect(() => void loadPersona(), []);

  return (
    <aside class="prev" aria-label="Preview">
      <div class="pbar">
        <span class="switch">
          <button type="button" aria-pressed={screen === "phone"} onClick={() => setScreen("phone")}>
            <Icon name="phone" />
            <span class="vh">Phone</span>
          </button>
          <button type="button" aria-pressed={screen === "desktop"} onClick={() => setScreen("desktop")}>
            <Icon name="desktop" />
            <span class="vh">Computer</span>
          </button>
        </span>
        {card && (
          <span>
            as{" "}
            <a href={hrefOf("visitors", card.id)}>{card.id === you.value ? "you" : visitorName(card.id)}</a>
          </span>
        )}
      </div>
      <div class="stage">
        {content && (
          <PreviewFrame
            content={content}
            why={draft.value?.why ?? ""}
            screen={screen}
            title="The campaign as a visitor sees it"
            onDrawn={setDrawn}
          />
        )}
      </div>
      {isDrawn ? (
        <p class="pfoot">
          <Icon name="check" />
          Drawn by the same code as on the shop, {SCREENS[screen].width}&nbsp;px wide. There it takes the
          shop’s own colours and type.
        </p>
      ) : (
        <p class="note warn">
          <Icon name="warning" />
          <span>
            This visitor would see nothing: there is no product to show, or a button has no words or no sound
            address.
          </span>
        </p>
      )}
    </aside>
  );
}
