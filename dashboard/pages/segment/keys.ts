/** The builder's keys. Single letters are off in fields, and every one of them is a button too. */

import { useEffect } from "preact/hooks";
import { areLettersOn } from "../../letters.ts";
import { type Added, add, focus, redo, remove, save, shift, undo } from "./state.ts";
import type { Path } from "./tree.ts";

const ADDS: Record<string, Added> = { a: "condition", g: "group", x: "exclusion" };

/** The row or group the focus is in. */
export function pathOfFocus(): Path | undefined {
  const path = document.activeElement?.closest<HTMLElement>("[data-path]")?.dataset.path;
  return path?.split(".").map(Number);
}

export function useBuilderKeys(): void {
  useEffect(() => {
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function press(event: KeyboardEvent): void {
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  action();
}

function actionOf(event: KeyboardEvent): (() => void) | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event;
  const element = target instanceof Element ? target : document.body;
  if (event.defaultPrevented || element.closest("dialog, textarea")) return undefined;
  const path = pathOfFocus();
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "z") return shiftKey ? redo : undo;
    if (key.toLowerCase() === "y") return redo;
    return key === "Enter" ? () => void save() : undefined;
  }
  if (altKey) {
    const by = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : undefined;
    return by && path ? () => shift(path, by) : undefined;
  }
  const row = element.closest<HTMLElement>("[data-path]");
  if (element.closest("input, select")) {
    const isLeaving = key === "Escape" || (key === "Enter" && !(element instanceof HTMLSelectElement));
    return row && isLeaving ? () => row.focus() : undefined;
  }
  if (element === row && path) {
    const onRow = actionOnRow(key, row, path);
    if (onRow) return onRow;
  }
  const added = areLettersOn.value && ADDS[key.toLowerCase()];
  return added ? () => add(added, path) : undefined;
}

/** With the focus on a row as a whole, where Enter and Esc in one of its fields lead. */
function actionOnRow(key: string, row: HTMLElement, path: Path): (() => void) | undefined {
  if (key === "Backspace" || key === "Delete") return () => remove(path);
  if (key === "Enter") return () => (focus.value = { path, part: "field" });
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const rows = [...document.querySelectorAll<HTMLElement>("[data-path]")];
  return () => rows[rows.indexOf(row) + (key === "ArrowUp" ? -1 : 1)]?.focus();
}
