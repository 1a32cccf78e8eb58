import type { Change } from "../../../model/change.ts";
import { sayMoment } from "../../format.ts";
import { may, now, whyNot, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { type Column, Table } from "../table/Table.tsx";
import { putBack } from "./state.ts";
import { hrefOfChange, KIND_WORDS, sayPath, sayValue, WHAT_WORDS } from "./words.ts";

interface Props {
  rows: readonly Change[];
  /** All rows are of one thing, whose page this is. */
  isOfOne?: boolean;
  onPutBack: () => void;
}

/** Changes, newest first: who, of what, what differs, and the way back to before. */
export function ChangeTable({ rows, isOfOne = false, onPutBack }: Props) {
  return (
    <Table
      isLong
      caption={t`Changes, newest first`}
      class="changes"
      rows={rows}
      keyOf={({ seq }) => `${seq}`}
      columns={columnsWith(isOfOne, onPutBack)}
    />
  );
}

const sayInstant = (at: number) => sayMoment(at, zone.value, now.value);

const columnsWith = (isOfOne: boolean, onPutBack: () => void): Column<Change>[] => [
  { name: t`When`, class: "num", of: ({ at }) => sayInstant(at) },
  { name: t`Who`, isWide: true, of: ({ by }) => by },
  { name: t`What`, isRowHead: true, of: (change) => <What of={change} isOfOne={isOfOne} /> },
  {
    name: t`Back`,
    isUnheaded: true,
    isNumber: true,
    of: (change) =>
      change.canPutBack ? (
        <button
          type="button"
          class="btn small"
          disabled={!may("edit")}
          title={whyNot("edit") ?? t`Saves again what was there before this change`}
          aria-label={t`Put back what was there before the change of ${sayInstant(change.at)}`}
          onClick={() => void putBack(change).then((isDone) => isDone && onPutBack())}
        >{t`Put back`}</button>
      ) : (
        <span />
      ),
  },
];

function What({ of: change, isOfOne }: { of: Change; isOfOne: boolean }) {
  const { kind, name, what, differences, more, by } = change;
  const { word } = KIND_WORDS[kind];
  const href = hrefOfChange(change);
  const said = name || word;
  return (
    <>
      {!isOfOne &&
        (href ? (
          <a class={kind === "publication" ? "nm many" : "nm"} href={href} title={said}>
            {said}
          </a>
        ) : (
          said
        ))}
      {isOfOne ? (
        <span>{WHAT_WORDS[what]}</span>
      ) : (
        <span class="mut">
          {" "}
          {name ? `${word}, ` : ""}
          {kind === "publication" ? t`published` : WHAT_WORDS[what]}
        </span>
      )}
      <span class="under by">{by}</span>
      {kind !== "publication" &&
        differences.map(({ path, before, after }) => (
          <span class="under" key={path}>
            {sayPath(path)}: {sayValue(path, before, sayInstant)} → {sayValue(path, after, sayInstant)}
          </span>
        ))}
      {more > 0 && <span class="under">{t`and ${more} more`}</span>}
    </>
  );
}
