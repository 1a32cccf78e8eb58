import type { BlockOf } from "../../../../model/content.ts";
import { Icon } from "../../../components/icon/Icon.tsx";
import { sayNumber } from "../../../format.ts";
import { t } from "../../../words.ts";
import type { KindEntry } from "./kind.ts";

type Action = BlockOf<"actions">["items"][number];
const MOST_ACTIONS = 3;

export const actions: KindEntry<"actions"> = {
  label: t`Buttons`,
  isForBar: true,
  begin: () => ({ kind: "actions", items: [{ label: "", primary: true }] }),
  Editor: ({ block: { items }, change, idOf, faultOf }) => {
    const put = (at: number, action: Action) =>
      change({ items: items.map((old, i) => (i === at ? action : old)) });
    const fault = items
      .flatMap((_, i) => [faultOf(`items.${i}.label`), faultOf(`items.${i}.href`)])
      .find(Boolean);
    return (
      <div class={`field actions${fault ? " bad" : ""}`}>
        {items.map((action, i) => (
          <div key={i} class="action">
            <input
              class="input"
              id={idOf(`label-${i}`)}
              aria-label={t`Words on button ${sayNumber(i + 1)}`}
              placeholder={t`To the cart`}
              maxLength={40}
              value={action.label}
              onInput={(event) => put(i, { ...action, label: event.currentTarget.value })}
            />
            <input
              class="input"
              aria-label={t`Address of button ${sayNumber(i + 1)}; empty: it closes`}
              placeholder={t`/cart/ or https://…; empty: closes`}
              value={action.href ?? ""}
              onInput={({ currentTarget: { value: href } }) => {
                const { href: _, ...rest } = action;
                put(i, href ? { ...rest, href } : rest);
              }}
            />
            <label class="choice">
              <input
                type="checkbox"
                checked={!!action.primary}
                onChange={(event) => put(i, { ...action, primary: event.currentTarget.checked })}
              />
              <span>
                <Icon name="check" />
                {t`main`}
              </span>
            </label>
            <button
              type="button"
              class="btn quiet only-icon small"
              aria-label={t`Remove button ${sayNumber(i + 1)}`}
              disabled={items.length === 1}
              onClick={() => change({ items: items.filter((_, n) => n !== i) })}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
        {fault && (
          <p class="msg bad">
            <Icon name="stop" />
            {fault}
          </p>
        )}
        {items.length < MOST_ACTIONS && (
          <div>
            <button
              type="button"
              class="btn small"
              onClick={() => change({ items: [...items, { label: "" }] })}
            >
              <Icon name="plus" />
              {t`Button`}
            </button>
          </div>
        )}
      </div>
    );
  },
};
