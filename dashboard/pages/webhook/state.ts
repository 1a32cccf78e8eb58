/** One webhook: where it sends and what, its secret, and its log. */
import { computed, effect, signal } from "@preact/signals";
import type { MessageState, WebhookSecret, WebhookSettings } from "../../../model/webhook.ts";
import { hrefOf } from "../../address.ts";
import {
  type Answer,
  addWebhook,
  deleteWebhook,
  getWebhookLog,
  replayWebhook,
  rotateWebhookSecret,
  saveWebhook,
  testWebhook,
} from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { sayCount } from "../../format.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import { t } from "../../words.ts";
import { webhooks } from "../webhooks/state.ts";

export const STATES: readonly MessageState[] = ["due", "sent", "failed"];

const id = signal("");
const filter = signal<{ state: MessageState | undefined; before: string | undefined }>({
  state: undefined,
  before: undefined,
});
export const log = reading(() => getWebhookLog(id.value, filter.value));
export const saved = computed(() => webhooks.value.value?.webhooks.find((one) => one.id === id.value));
export const isMissing = computed(() => id.value !== "new" && !!webhooks.value.value && !saved.value);

export const draft = signal<WebhookSettings>();
/** The field at fault and what was expected there, once it was tried. */
export const fault = signal<{ field: string; expected: string }>();
/** Of what is saved. */
export const isChanged = computed(() => {
  const { url, types, isOn } = saved.value ?? {};
  return !!saved.value && JSON.stringify({ url, types, isOn }) !== JSON.stringify(draft.value);
});
export const isBusy = signal(false);
/** Just made: shown this once. */
export const shownSecret = signal<WebhookSecret>();
/** Before it is deleted. */
export const isDeleting = signal(false);

const EMPTY: WebhookSettings = { url: "", types: ["segment.entered", "lead.created"], isOn: true };

// Whichever reading brings it: the one that opened the page, or a later one that overtook it.
effect(() => {
  if (draft.value || !saved.value) return;
  const { url, types, isOn } = saved.value;
  draft.value = { url, types, isOn };
});

export function open(asked: string): void {
  id.value = asked;
  fault.value = undefined;
  isDeleting.value = false;
  if (shownSecret.value?.id !== asked) shownSecret.value = undefined;
  draft.value = asked === "new" ? EMPTY : undefined;
  void webhooks.load();
}

export function look(state: string | undefined, before: string | undefined): void {
  filter.value = { state: STATES.find((one) => one === state), before };
  log.clear();
  if (id.value !== "new") void log.load();
}

/** The log goes on by itself: what waits is tried again. */
export function refresh(): void {
  if (id.value === "new" || isMissing.value) return;
  void webhooks.load();
  void log.load();
}

export function change(part: Partial<WebhookSettings>): void {
  if (draft.value) draft.value = { ...draft.value, ...part };
  fault.value = undefined;
}

/** What was answered, or what was wrong said. */
async function did<T>(asked: Promise<Answer<T>>, failed: string): Promise<T | undefined> {
  isBusy.value = true;
  const answer = await asked;
  isBusy.value = false;
  if ("value" in answer) return answer.value;
  const { field, expected } = answer.failure;
  fault.value = field && expected ? { field, expected } : undefined;
  say(`${failed} ${sayFailure(answer.failure)}`);
  return undefined;
}

export async function save(): Promise<void> {
  if (!draft.value) return;
  const settings = { ...draft.value, url: draft.value.url.trim() };
  if (id.value === "new") {
    const made = await did(addWebhook(settings), t`No webhook was made.`);
    if (!made) return;
    await webhooks.load();
    shownSecret.value = made;
    go(hrefOf("webhooks", made.id), { replace: true });
  } else if (await did(saveWebhook(id.value, settings), t`It was not saved.`)) {
    say(settings.isOn ? t`Saved.` : t`Saved. What happens from now on is not told.`);
    await webhooks.load();
  }
}

export async function sendTest(): Promise<void> {
  const sent = await did(testWebhook(id.value), t`No test message was sent.`);
  if (sent)
    say(
      sent.reason === null
        ? t`Taken: the receiver answered ${sent.status ?? ""}.`
        : t`Not taken. ${sent.reason}${sent.status ? ` (${sent.status})` : ""}.`,
    );
  refresh();
}

export async function rotate(): Promise<void> {
  const made = await did(rotateWebhookSecret(id.value), t`The secret is as it was.`);
  if (made) shownSecret.value = made;
  await webhooks.load();
}

/** One message, or all that failed. */
export async function replay(message?: string): Promise<void> {
  const done = await did(replayWebhook(id.value, message), t`Nothing was sent again.`);
  if (done)
    say(
      done.messages === 0 ? t`Nothing failed any more.` : t`${sayCount(done.messages, "message")} under way.`,
    );
  refresh();
}

export async function remove(): Promise<void> {
  if (!(await did(deleteWebhook(id.value), t`It is still there.`))) return;
  draft.value = undefined;
  go(hrefOf("webhooks"));
  say(t`The webhook is deleted.`);
}
