import type { Comparison, Condition } from "../../../model/segment.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Menu } from "../../components/menu/Menu.tsx";
import { capital, sayNumber } from "../../format.ts";
import { t } from "../../words.ts";
import { stillIn } from "./counting/state.ts";
import { Condition as RowCondition, sayWhole } from "./Row.tsx";
import { add, changeJoin, duplicate, remove, shift, turn } from "./state.ts";
import { excludedBy, type Join, joinOf, type Path, partsOf } from "./tree.ts";

interface Props {
  part: Condition;
  path: Path;
  /** The word before it: "if", "and", "or". */
  join: string;
}

const IF = t`if`;
const JOINTS: Record<Join, string> = { all: t`and`, any: t`or`, none: t`nor` };
const jointOf = (join: Join, at: number) => (at > 0 ? JOINTS[join] : join === "none" ? t`not` : IF);

/** The parts of a group, one below the other; the outermost tells how many are left after each. */
export function Rows({ group, path = [] }: { group: Condition; path?: Path }) {
  const join = joinOf(group)!;
  return (
    <ol class={path.length === 0 ? "rows" : "rows inner"}>
      {partsOf(group).map((part, i) => (
        <Part key={i} part={part} path={[...path, i]} join={jointOf(join, i)} />
      ))}
    </ol>
  );
}

function Part({ part, path, join }: Props) {
  const excluded = excludedBy(part);
  const isGroup = !!joinOf(part) && !excluded;
  const row = excluded ?? (part as Comparison);
  const joint = excluded ? (join === IF ? t`not` : t`${join} not`) : join;
  return (
    <li
      class={`row${excluded ? " not" : ""}${isGroup ? " group" : ""}`}
      // Esc in a field leads here, where single letters are keys.
      tabIndex={-1}
      data-path={path.join(".")}
      aria-label={capital(isGroup ? t`${join} a group` : sayWhole(row, joint))}
    >
      <span class="join">{joint}</span>
      {isGroup ? (
        <Group group={part} path={path} />
      ) : (
        <RowCondition row={row} path={excluded ? [...path, 0] : path} whole={path} />
      )}
      {path.length === 1 && <StillIn at={path[0]!} />}
      <Actions path={path} isGroup={isGroup} isExcluded={!!excluded} />
    </li>
  );
}

function Group({ group, path }: { group: Condition; path: Path }) {
  const join = joinOf(group)!;
  return (
    <div class="cond-group">
      <Joined join={join} path={path} label={t`How the group is joined`} />
      <Rows group={group} path={path} />
      <div class="add">
        <button type="button" class="btn quiet small" onClick={() => add("condition", path)}>
          <Icon name="plus" />
          {capital(JOINTS[join])}
        </button>
      </div>
    </div>
  );
}

/** "all of these", as a choice in a sentence. */
export function Joined({ join, path, label }: { join: Join; path: Path; label: string }) {
  return (
    <div class="match">
      {path.length === 0 && <span class="w">{t`A visitor is in when`}</span>}
      <select
        class="pick"
        aria-label={label}
        value={join}
        onChange={(event) => changeJoin(path, event.currentTarget.value as Join)}
      >
        <option value="all">{t`all`}</option>
        <option value="any">{t`any`}</option>
        <option value="none">{t`none`}</option>
      </select>
      <span class="w">{path.length === 0 ? t`of these hold` : t`of these`}</span>
    </div>
  );
}

function StillIn({ at }: { at: number }) {
  const known = stillIn.value.get(at);
  return (
    <span class="left">
      {known && (
        <>
          <span class="track">
            <span style={{ width: `${known.share * 100}%` }} />
          </span>
          <b class="num">{sayNumber(known.count)}</b>
          <span class="vh">{t`visitors still in`}</span>
        </>
      )}
    </span>
  );
}

function Actions({ path, isGroup, isExcluded }: { path: Path; isGroup: boolean; isExcluded: boolean }) {
  return (
    <Menu
      label={isGroup ? t`More for this group` : t`More for this condition`}
      class="quiet only-icon small act"
      face={<Icon name="dots" />}
    >
      <button type="button" onClick={() => shift(path, -1)}>
        {t`Move up ${<kbd>Alt ↑</kbd>}`}
      </button>
      <button type="button" onClick={() => shift(path, 1)}>
        {t`Move down ${<kbd>Alt ↓</kbd>}`}
      </button>
      {!isGroup && (
        <button type="button" onClick={() => turn(path)}>
          {isExcluded ? t`Include` : t`Exclude`}
        </button>
      )}
      <button type="button" onClick={() => duplicate(path)}>{t`Duplicate`}</button>
      <button type="button" onClick={() => remove(path)}>{t`Remove`}</button>
    </Menu>
  );
}
