import type { BlockOf } from "../../../../model/content.ts";
import { TextField } from "../../../components/field/Field.tsx";
import { Icon } from "../../../components/icon/Icon.tsx";
import { sayNumber } from "../../../format.ts";
import { t } from "../../../words.ts";
import type { KindEntry } from "./kind.ts";

type Link = BlockOf<"help">["links"][number];
const MOST_LINKS = 5;

export const help: KindEntry<"help"> = {
  label: t`Ways to help`,
  isForBar: false,
  begin: () => ({ kind: "help", links: [{ label: "", href: "" }] }),
  Editor: ({ block: { links }, change, idOf, faultOf }) => {
    const put = (at: number, link: Link) => change({ links: links.map((old, i) => (i === at ? link : old)) });
    return (
      <>
        {links.map((link, i) => (
          <div key={i} class="way">
            <TextField
              id={idOf(`label-${i}`)}
              label={t`Way ${sayNumber(i + 1)}`}
              value={link.label}
              most={60}
              fault={faultOf(`links.${i}.label`)}
              onInput={(words) => put(i, { ...link, label: words })}
            />
            <TextField
              id={idOf(`note-${i}`)}
              label={t`Its gist`}
              aside={link.note ? undefined : t`optional`}
              value={link.note ?? ""}
              most={90}
              fault={faultOf(`links.${i}.note`)}
              onInput={(words) => {
                const { note: _, ...rest } = link;
                put(i, words ? { ...rest, note: words } : rest);
              }}
            />
            <TextField
              id={idOf(`href-${i}`)}
              label={t`Leads to`}
              value={link.href}
              fault={faultOf(`links.${i}.href`)}
              onInput={(address) => put(i, { ...link, href: address })}
            />
            <button
              type="button"
              class="btn quiet only-icon small"
              aria-label={t`Remove way ${sayNumber(i + 1)}`}
              disabled={links.length === 1}
              onClick={() => change({ links: links.filter((_, n) => n !== i) })}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
        {links.length < MOST_LINKS && (
          <div>
            <button
              type="button"
              class="btn small"
              onClick={() => change({ links: [...links, { label: "", href: "" }] })}
            >
              <Icon name="plus" />
              {t`Way to help`}
            </button>
          </div>
        )}
      </>
    );
  },
};
