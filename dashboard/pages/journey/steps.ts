/** A journey's steps as they are edited: put in, changed, moved, taken out. Steps are named by their ids. Pure. */
import { branchesOf, type Journey, type JourneyTrigger, type Step, stepsIn } from "../../../model/journey.ts";
import { EMPTY_MESSAGE } from "../../components/notification/notice.ts";
import { t } from "../../words.ts";

/** A list of steps: the journey's own, or one branch of a step. */
export type ListAt = { of: string; branch: number } | "root";

/** The step with other steps in one of its branches. */
function withBranch(step: Step, branch: number, steps: Step[]): Step {
  if (step.kind === "if") return branch === 0 ? { ...step, met: steps } : { ...step, unmet: steps };
  if (step.kind !== "split") return step;
  return { ...step, branches: step.branches.map((one, i) => (i === branch ? { ...one, steps } : one)) };
}

/** Every list of steps, the innermost first, changed by a rule. */
function changeLists(
  steps: Step[],
  change: (list: Step[], at: ListAt) => Step[],
  at: ListAt = "root",
): Step[] {
  const changed = steps.map((step) =>
    branchesOf(step).reduce(
      (one, list, branch) => withBranch(one, branch, changeLists(list, change, { of: step.id, branch })),
      step,
    ),
  );
  return change(changed, at);
}
const isSame = (a: ListAt, b: ListAt) =>
  a === b || (typeof a === "object" && typeof b === "object" && a.of === b.of && a.branch === b.branch);

export const insertStep = (steps: Step[], at: ListAt, index: number, step: Step): Step[] =>
  changeLists(steps, (list, where) => (isSame(where, at) ? list.toSpliced(index, 0, step) : list));

export const changeStep = (steps: Step[], step: Step): Step[] =>
  changeLists(steps, (list) => list.map((old) => (old.id === step.id ? step : old)));

/** With all that is in it. */
export const removeStep = (steps: Step[], id: string): Step[] =>
  changeLists(steps, (list) => list.filter((step) => step.id !== id));

/** One place up (-1) or down (1) in its own list; as it is where there is none. */
export const moveStep = (steps: Step[], id: string, by: 1 | -1): Step[] =>
  changeLists(steps, (list) => {
    const at = list.findIndex((step) => step.id === id);
    const [step, other] = [list[at], list[at + by]];
    return step && other ? list.with(at, other).with(at + by, step) : list;
  });

/** Where each step stands in the journey, as faults name it: `steps.2.met.0`. */
export function pathsOf(steps: Step[], before = "steps"): Map<string, string> {
  const paths = new Map<string, string>();
  steps.forEach((step, i) => {
    const path = `${before}.${i}`;
    paths.set(step.id, path);
    branchesOf(step).forEach((list, branch) => {
      const name = step.kind === "if" ? (branch === 0 ? "met" : "unmet") : `branches.${branch}.steps`;
      for (const [id, inner] of pathsOf(list, `${path}.${name}`)) paths.set(id, inner);
    });
  });
  return paths;
}

/**
 * An id that no step has or, by the counts that are kept by step, ever had: what came to a step that is gone is not to be
 * counted for a new one.
 */
export function freshId(kind: Step["kind"], steps: Step[], sums: Record<string, number>): string {
  const taken = new Set(stepsIn(steps).map(({ id }) => id));
  const base = kind.replaceAll("_", "-");
  for (let n = 1; ; n++) {
    const id = `${base}-${n}`;
    if (!taken.has(id) && !(`step:${id}` in sums)) return id;
  }
}

/** Each kind of step: what it is called, and what it begins with. */
export const STEP_KINDS: { [Kind in Step["kind"]]: { label: string; begin: (id: string) => Step } } = {
  wait: { label: t`Wait, counted from the trigger`, begin: (id) => ({ kind: "wait", id, minutes: 180 }) },
  until_hour: {
    label: t`Wait for an hour of their day`,
    begin: (id) => ({ kind: "until_hour", id, hour: 18 }),
  },
  push: { label: t`Notification`, begin: (id) => ({ kind: "push", id, message: EMPTY_MESSAGE }) },
  invite: { label: t`Something on the site`, begin: (id) => ({ kind: "invite", id, campaign: "" }) },
  coupon: { label: t`Code of a coupon`, begin: (id) => ({ kind: "coupon", id, pool: "" }) },
  webhook: { label: t`Another channel`, begin: (id) => ({ kind: "webhook", id, type: "handover" }) },
  trait: { label: t`Note of a trait`, begin: (id) => ({ kind: "trait", id, name: "", value: true }) },
  if: {
    label: t`Branches by a segment`,
    begin: (id) => ({ kind: "if", id, segment: "", met: [], unmet: [] }),
  },
  split: {
    label: t`Branches by chance`,
    begin: (id) => ({
      kind: "split",
      id,
      holdoutShare: 0.1,
      branches: [
        { id: "a", share: 0.5, steps: [] },
        { id: "b", share: 0.5, steps: [] },
      ],
    }),
  },
};

/** Each kind of trigger: what it is called, and what it begins with. */
export const TRIGGERS: {
  [Kind in JourneyTrigger["kind"]]: { label: string; begin: Extract<JourneyTrigger, { kind: Kind }> };
} = {
  cart_left: { label: t`A cart is left`, begin: { kind: "cart_left" } },
  order: { label: t`An order`, begin: { kind: "order" } },
  segment_enter: { label: t`A segment is entered`, begin: { kind: "segment_enter", segment: "" } },
  segment_exit: { label: t`A segment is left`, begin: { kind: "segment_exit", segment: "" } },
  event: { label: t`An event`, begin: { kind: "event", event: "" } },
  fall: { label: t`A fall by time alone`, begin: { kind: "fall", to: ["at_risk"] } },
  runs_out: {
    label: t`What was bought runs out`,
    begin: { kind: "runs_out", usualDays: 30, categories: [], isLearned: true },
  },
  back_in_stock: { label: t`Back in stock`, begin: { kind: "back_in_stock", withinDays: 30 } },
  price_drop: { label: t`A price falls`, begin: { kind: "price_drop", withinDays: 30, leastPercent: 10 } },
  date: {
    label: t`A date draws near`,
    begin: { kind: "date", trait: "birthday", daysBefore: 7, isYearly: true },
  },
};

/** What a new one begins with: the reminder of a cart that was left. */
export const EMPTY: Journey = {
  id: "",
  name: "",
  status: "draft",
  trigger: { kind: "cart_left" },
  segmentsIn: [],
  segmentsOut: [],
  steps: [
    { kind: "wait", id: "wait-1", minutes: 180 },
    { kind: "push", id: "push-1", message: EMPTY_MESSAGE },
  ],
  exits: { order: true, emptiedCart: true, segmentsLeft: [] },
  reentryDays: 30,
};
