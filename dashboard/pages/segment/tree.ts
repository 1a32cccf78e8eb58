/** A condition as the form edits it: a tree whose parts are named by where they stand. Nothing is changed in place. */

import { MAX_DEPTH } from "../../../model/segment/parse.ts";
import { type Comparison, type Condition, parseCondition } from "../../../model/segment.ts";

export type Join = "all" | "any" | "none";
/** Indices from the root down; empty: the root itself. */
export type Path = readonly number[];

export function joinOf(condition: Condition): Join | undefined {
  return (["all", "any", "none"] as const).find((join) => join in condition);
}
/** None of a comparison. */
export function partsOf(condition: Condition): Condition[] {
  const join = joinOf(condition);
  return join ? (condition as unknown as Record<Join, Condition[]>)[join] : [];
}
export const groupOf = (join: Join, parts: Condition[]) => ({ [join]: parts }) as unknown as Condition;

/** The whole as a group, which the form's outermost list is. */
export const rootOf = (condition: Condition): Condition =>
  joinOf(condition) ? condition : groupOf("all", [condition]);

/** The comparison of a group that excludes just that one: drawn as a row, "and not". */
export function excludedBy(condition: Condition): Comparison | undefined {
  const [only, ...others] = joinOf(condition) === "none" ? partsOf(condition) : [];
  return only && others.length === 0 && !joinOf(only) ? (only as Comparison) : undefined;
}
const isDrawnAsGroup = (condition: Condition) => !!joinOf(condition) && !excludedBy(condition);

export const partAt = (condition: Condition, path: Path): Condition | undefined =>
  path.reduce<Condition | undefined>((part, at) => part && partsOf(part)[at], condition);

export function changeAt(
  condition: Condition,
  path: Path,
  change: (part: Condition) => Condition,
): Condition {
  const [at, ...rest] = path;
  if (at === undefined) return change(condition);
  const parts = partsOf(condition).map((part, i) => (i === at ? changeAt(part, rest, change) : part));
  return groupOf(joinOf(condition)!, parts);
}

const splice = (condition: Condition, path: Path, remove: number, ...added: Condition[]) =>
  changeAt(condition, path.slice(0, -1), (group) =>
    groupOf(joinOf(group)!, partsOf(group).toSpliced(path.at(-1)!, remove, ...added)),
  );

/** The part comes to stand at the path. */
export const insertAt = (condition: Condition, path: Path, part: Condition) =>
  splice(condition, path, 0, part);

/** A group that is left empty goes too, except the outermost. */
export function removeAt(condition: Condition, path: Path): Condition {
  const parent = path.slice(0, -1);
  const isLast = parent.length > 0 && partsOf(partAt(condition, parent)!).length === 1;
  return isLast ? removeAt(condition, parent) : splice(condition, path, 1);
}

/** Levels below the part: 0 of a comparison. */
const heightOf = (condition: Condition): number =>
  joinOf(condition) ? 1 + Math.max(0, ...partsOf(condition).map(heightOf)) : 0;
/** True where the part may stand at the path: no level is deeper than the model takes. */
export const fitsAt = (path: Path, part: Condition) => path.length + heightOf(part) <= MAX_DEPTH;

/**
 * The part one place up (-1) or down (1): past its neighbour, into a group that stands there, or out of its own.
 * Undefined where there is no way.
 */
export function move(
  condition: Condition,
  path: Path,
  by: 1 | -1,
): { condition: Condition; path: Path } | undefined {
  const part = partAt(condition, path)!;
  const parent = path.slice(0, -1);
  const siblings = partsOf(partAt(condition, parent)!);
  const at = path.at(-1)!;
  const neighbour = siblings[at + by];
  if (!neighbour) {
    if (parent.length === 0) return undefined;
    const outer = parent.at(-1)!;
    const out = [...parent.slice(0, -1), by > 0 ? outer + 1 : outer];
    const added = insertAt(condition, out, part);
    const former = by > 0 ? path : [...parent.slice(0, -1), outer + 1, at];
    const isEmptied = siblings.length === 1;
    return {
      condition: removeAt(added, former),
      path: isEmptied && by > 0 ? parent : out,
    };
  }
  const without = splice(condition, path, 1);
  const beside = [...parent, by > 0 ? at : at - 1];
  const inside = [...beside, by > 0 ? 0 : partsOf(neighbour).length];
  const to = isDrawnAsGroup(neighbour) && fitsAt(inside, part) ? inside : [...parent, at + by];
  return { condition: insertAt(without, to, part), path: to };
}

/** A part that excludes becomes one that includes, and the other way round. */
export const turned = (part: Condition): Condition => excludedBy(part) ?? groupOf("none", [part]);

/** Every comparison with its path, in order. */
export function rowsWithin(condition: Condition, path: Path = []): { row: Comparison; path: Path }[] {
  if (!joinOf(condition)) return [{ row: condition as Comparison, path }];
  return partsOf(condition).flatMap((part, i) => rowsWithin(part, [...path, i]));
}

const isFinished = (part: Condition) =>
  "condition" in parseCondition(part) && (part as Comparison).value !== "";

/** What is finished of it, for counting while one types: comparisons at fault, and groups of nothing else, are left out. */
export function finishedPart(condition: Condition): Condition {
  const finished = partsOf(condition).flatMap((part) => {
    if (!joinOf(part)) return isFinished(part) ? [part] : [];
    const inner = finishedPart(part);
    return partsOf(inner).length > 0 || partsOf(part).length === 0 ? [inner] : [];
  });
  return groupOf(joinOf(condition)!, finished);
}
export const finishedRows = (condition: Condition) =>
  rowsWithin(condition).filter(({ row }) => isFinished(row));

/** Path of the first row that is not yet what the model takes. */
export const firstUnfinished = (condition: Condition): Path | undefined =>
  rowsWithin(condition).find(({ row }) => !isFinished(row))?.path;

/** Where the outermost parts stand that counting knows of: as many as `finishedPart` has. */
export const finishedSteps = (condition: Condition): number[] =>
  partsOf(condition).flatMap((part, i) =>
    partsOf(finishedPart(groupOf("all", [part]))).length > 0 ? [i] : [],
  );

/** `condition.all[1].none[0].value` as the path of the part at fault, as far as there is one. */
export const pathOfField = (field: string): Path =>
  [...field.matchAll(/\.(?:all|any|none)\[(\d+)\]/g)].map(([, at]) => Number(at));
