import type { Block } from "../../../model/content.ts";
import { Choices } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayList, sayNumber } from "../../format.ts";
import { currency } from "../../site.ts";
import { t } from "../../words.ts";
import type { KindEntry } from "./blocks/kind.ts";
import { KINDS } from "./blocks/registry.ts";
import { mayAdd, type When } from "./content.ts";
import {
  addBlock,
  changeBlock,
  draft,
  faultAt,
  known,
  moveBlock,
  nameOf,
  removeBlock,
  shown,
  variant,
} from "./state.ts";

type AnyEntry = KindEntry<Block["kind"]>;
const entries = Object.entries(KINDS) as [Block["kind"], AnyEntry][];

/** The blocks of the shown variant, in the order in which they are drawn. */
export function Blocks() {
  const { content } = shown.value!;
  const offered = entries.filter(
    ([kind, { isForBar }]) => (content.form !== "bar" || isForBar) && mayAdd(content, kind),
  );
  return (
    <div class="blocks">
      {content.blocks.map((block, at) => (
        <BlockRow key={`${variant.value}-${at}-${block.kind}`} block={block} at={at} />
      ))}
      {offered.length > 0 && (
        <details class="add-block">
          <summary class="btn small">
            <Icon name="plus" />
            {t`Add a block`}
          </summary>
          <ul class="choices">
            {offered.map(([kind, { label, begin }]) => (
              <li key={kind}>
                <button
                  type="button"
                  class="btn small"
                  onClick={({ currentTarget }) => {
                    currentTarget.closest("details")!.open = false;
                    addBlock(begin(currency.value));
                  }}
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function BlockRow({ block, at }: { block: Block; at: number }) {
  const { blocks } = shown.value!.content;
  const { label, Editor } = KINDS[block.kind] as AnyEntry;
  const inVariant = draft.value!.variants.indexOf(shown.value!);
  return (
    <section class="block" aria-label={t`Block ${sayNumber(at + 1)}: ${label}`}>
      <header>
        <h3>{label}</h3>
        {block.when && <span class="sub">{sayWhen(block.when)}</span>}
        <span class="push">
          <Step
            name="arrow-up"
            label={t`Move ${label} up`}
            isOff={at === 0}
            onClick={() => moveBlock(at, -1)}
          />
          <Step
            name="arrow-down"
            label={t`Move ${label} down`}
            isOff={at === blocks.length - 1}
            onClick={() => moveBlock(at, 1)}
          />
          <Step
            name="close"
            label={t`Remove ${label}`}
            isOff={blocks.length === 1}
            onClick={() => removeBlock(at)}
          />
        </span>
      </header>
      <Editor
        block={block}
        change={(part) => changeBlock(at, part)}
        idOf={(field) => `${block.kind}-${at}-${field}`}
        faultOf={(field) => faultAt(`variants.${inVariant}.content.blocks.${at}.${field}`)}
      />
      <ForWhom when={block.when} onChange={(when) => changeBlock(at, { when })} />
    </section>
  );
}

interface StepProps {
  name: "arrow-up" | "arrow-down" | "close";
  label: string;
  isOff: boolean;
  onClick: () => void;
}
const Step = ({ name, label, isOff, onClick }: StepProps) => (
  <button
    type="button"
    class="btn quiet only-icon small"
    aria-label={label}
    title={label}
    disabled={isOff}
    onClick={onClick}
  >
    <Icon name={name} />
  </button>
);

function sayWhen({ in: inside, out }: NonNullable<When>): string {
  const within = inside.length > 0 ? t`in ${sayList(inside.map(nameOf), "or")}` : "";
  const without = out.length > 0 ? t`not in ${sayList(out.map(nameOf), "or")}` : "";
  return [within, without].filter(Boolean).join(", ");
}

interface ForWhomProps {
  when: When;
  onChange: (when: When) => void;
}
/** Several versions of one message, each block for those it is meant for (P5). */
function ForWhom({ when = { in: [], out: [] }, onChange }: ForWhomProps) {
  const options = [...known.value];
  if (options.length === 0) return null;
  const set = (changed: NonNullable<When>) =>
    onChange(changed.in.length + changed.out.length > 0 ? changed : undefined);
  return (
    <details class="for-whom" open={when.in.length + when.out.length > 0}>
      <summary>{t`Only for some`}</summary>
      <Choices
        legend={t`Shown to visitors in any of`}
        hint={t`None chosen: to everybody.`}
        options={options}
        chosen={when.in}
        onChange={(chosen) => set({ in: chosen, out: when.out.filter((one) => !chosen.includes(one)) })}
      />
      <Choices
        legend={t`But not to those in`}
        options={options}
        chosen={when.out}
        onChange={(chosen) => set({ out: chosen, in: when.in.filter((one) => !chosen.includes(one)) })}
      />
    </details>
  );
}
