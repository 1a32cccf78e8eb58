import { useEffect, useRef } from "preact/hooks";
import type { Content } from "../../../model/content.ts";
import { currency, now, site } from "../../site.ts";
import { NOBODY, seenBy } from "./persona.ts";
import { drawPreview } from "./preview-frame.ts";
import { persona } from "./state.ts";

/** Widths at which a content is drawn, CSS pixels; the frame is then scaled to the room there is. */
export const SCREENS = { phone: { width: 360, height: 640 }, desktop: { width: 1120, height: 720 } };
export type ScreenName = keyof typeof SCREENS;

interface Props {
  content: Content;
  why: string;
  /** The campaign's end, epoch ms. */
  until: number | undefined;
  screen: ScreenName;
  /** Of the frame, for who does not see it. */
  title: string;
  /** Whether it would show anything to the persona. */
  onDrawn?: (isDrawn: boolean) => void;
}

/** A content on a screen of a shop, through the eyes of the loaded persona. */
export function PreviewFrame({ content, why, until, screen, title, onDrawn }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const { width, height } = SCREENS[screen];
  const card = persona.value.value;

  useEffect(() => {
    if (!frame.current) return;
    const shown = { ...content, currency: currency.value };
    const seen = { content: shown, why, until, now: now.peek(), shop: site.value?.name ?? "" };
    const isDrawn = drawPreview(frame.current, seen, card ? seenBy(card) : NOBODY);
    onDrawn?.(isDrawn);
  }, [content, why, until, card, screen]);
  useEffect(() => {
    const scaleToRoom = () => {
      if (!room.current || !frame.current) return;
      const scale = Math.min(1, room.current.clientWidth / width);
      frame.current.style.transform = `scale(${scale})`;
      room.current.style.height = `${height * scale}px`;
    };
    scaleToRoom();
    const resized = new ResizeObserver(scaleToRoom);
    if (room.current) resized.observe(room.current);
    return () => resized.disconnect();
  }, [width, height]);

  return (
    <div class={`device ${screen}`}>
      <div ref={room} class="screen">
        <iframe ref={frame} title={title} style={{ width: `${width}px`, height: `${height}px` }} />
      </div>
    </div>
  );
}
