import { useEffect, useRef, useState } from "preact/hooks";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { hrefOf } from "../../route.ts";
import { site } from "../../site.ts";
import { you } from "../../you.ts";
import { textsOf } from "./persona.ts";
import { drawPreview } from "./preview-frame.ts";
import { draft, loadPersona, persona, shown } from "./state.ts";

/** Widths at which it is drawn, CSS pixels; the frame is then scaled to the room there is. */
const SCREENS = { phone: { width: 360, height: 640 }, desktop: { width: 1120, height: 720 } };
const NOBODY = { recent: [], cart: undefined };

export function Preview() {
  const stage = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [screen, setScreen] = useState<keyof typeof SCREENS>("phone");
  const [isDrawn, setDrawn] = useState(true);
  const { width, height } = SCREENS[screen];
  const content = shown.value?.content;
  const why = draft.value?.why ?? "";
  const card = persona.value.value;

  useEffect(() => void loadPersona(), []);
  useEffect(() => {
    if (!frame.current || !content) return;
    const texts = card ? textsOf(card) : NOBODY;
    setDrawn(drawPreview(frame.current, content, why, texts, site.value?.name ?? ""));
  }, [content, why, card, screen]);
  useEffect(() => {
    const scaleToRoom = () => {
      const room = stage.current;
      if (!room || !frame.current) return;
      const scale = Math.min(1, room.clientWidth / width);
      frame.current.style.transform = `scale(${scale})`;
      room.style.height = `${height * scale}px`;
    };
    scaleToRoom();
    const resized = new ResizeObserver(scaleToRoom);
    if (stage.current) resized.observe(stage.current);
    return () => resized.disconnect();
  }, [width, height]);

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
        <div class={`device ${screen}`}>
          <div ref={stage} class="screen">
            <iframe
              ref={frame}
              title="The campaign as a visitor sees it"
              style={{ width: `${width}px`, height: `${height}px` }}
            />
          </div>
        </div>
      </div>
      {isDrawn ? (
        <p class="pfoot">
          <Icon name="check" />
          Drawn by the same code as on the shop, {width}&nbsp;px wide. There it takes the shop’s own colours
          and type.
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
