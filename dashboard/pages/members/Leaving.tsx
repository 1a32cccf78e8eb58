import { useEffect, useRef } from "preact/hooks";
import type { Member } from "../../../model/member.ts";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { t } from "../../words.ts";
import { leaving, remove } from "./state.ts";

/** Asked before somebody is taken away: they can be invited again, but not as if nothing had been. */
export function Leaving({ member }: { member: Member }) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const close = () => {
    leaving.value = undefined;
  };
  return (
    <Dialog title={t`Remove ${member.name}?`} onClose={close}>
      <p>{t`They are signed out at once, and links of theirs open nothing any more. What they have made and changed stays, under their name.`}</p>
      <div class="acts">
        <button type="button" class="btn" ref={keep} onClick={close}>{t`Keep`}</button>
        <button type="button" class="btn danger" onClick={() => void remove(member)}>{t`Remove`}</button>
      </div>
    </Dialog>
  );
}
