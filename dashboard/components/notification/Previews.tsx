import type { ComponentChildren } from "preact";
import type { PushMessage } from "../../../model/push.ts";
import { t } from "../../words.ts";
import { Icon } from "../icon/Icon.tsx";
import { type Beholder, type Notice, noticeOf, pictureOf } from "./notice.ts";

interface Props {
  message: PushMessage;
  beholder: Beholder;
}

/** One message as the platforms show it, side by side: title and text, what is cut, the picture, the buttons. */
export function Previews({ message, beholder }: Props) {
  const notice = noticeOf(message, beholder);
  const picture = pictureOf(message, beholder);
  const actions = message.actions ?? [];
  return (
    <div class="notices">
      <div class="notices-sheet">
        <Figure caption={t`Phone, opened`} of="phone">
          <Note beholder={beholder} notice={notice} at="now">
            {picture !== undefined && <Picture src={picture} />}
            <Actions of={actions} />
          </Note>
        </Figure>
        <Figure caption={t`Phone, closed`} of={t`phone closed`}>
          <Note beholder={beholder} notice={notice} at="now" />
        </Figure>
        <Figure caption={t`Computer`} of="desk">
          <Note beholder={beholder} notice={notice} at="14:36">
            <Actions of={actions} />
          </Note>
        </Figure>
        {message.neutral && (
          <Figure caption={t`Instead, once the cart is bought or emptied`} of="desk">
            <Note beholder={beholder} notice={noticeOf(message.neutral, beholder)} at="now" />
          </Figure>
        )}
      </div>
    </div>
  );
}

function Figure({ caption, of, children }: { caption: string; of: string; children: ComponentChildren }) {
  return (
    <figure class={of}>
      <figcaption>{caption}</figcaption>
      {children}
    </figure>
  );
}

interface NoteProps {
  beholder: Beholder;
  notice: Notice;
  at: string;
  children?: ComponentChildren;
}
function Note({ beholder: { shop, host, icon }, notice: { title, body }, at, children }: NoteProps) {
  return (
    <div class="notice">
      <p class="from">
        <i aria-hidden="true">{shop.charAt(0)}</i>
        <b>{shop}</b>
        <span class="ell">{host}</span>
        <span class="at">{at}</span>
      </p>
      <div class="txt">
        <div>
          <p class="title">{title || <span class="mut">{t`No title yet`}</span>}</p>
          <p class="text">{body || <span class="mut">{t`No text yet`}</span>}</p>
        </div>
        {icon && <img src={icon} alt="" width="48" height="48" />}
      </div>
      {children}
    </div>
  );
}

function Picture({ src }: { src: string }) {
  return src ? (
    <img class="big" src={src} alt="" />
  ) : (
    <span class="big none">
      <Icon name="bag" />
      {t`the visitor’s own product`}
    </span>
  );
}

function Actions({ of }: { of: NonNullable<PushMessage["actions"]> }) {
  return of.length > 0 ? (
    <p class="notice-acts">
      {of.map(({ label }, i) => (
        <span key={i}>{label || "…"}</span>
      ))}
    </p>
  ) : null;
}
