import { describe, expect, test } from "vitest";
import { faultsIn } from "../../dashboard/faults.ts";
import {
  changeStep,
  EMPTY,
  freshId,
  insertStep,
  moveStep,
  pathsOf,
  removeStep,
  STEP_KINDS,
  TRIGGERS,
} from "../../dashboard/pages/journey/steps.ts";
import { journeySchema, type Step, stepsIn } from "../../model/journey.ts";

const wait = (id: string, minutes = 60): Step => ({ kind: "wait", id, minutes });
const fork: Step = {
  kind: "if",
  id: "fork",
  segment: "vip",
  met: [wait("in-1"), wait("in-2")],
  unmet: [
    {
      kind: "split",
      id: "split",
      holdoutShare: 0,
      branches: [
        { id: "a", share: 0.5, steps: [wait("a-1")] },
        { id: "b", share: 0.5, steps: [] },
      ],
    },
  ],
};
const steps: Step[] = [wait("first"), fork];
const read = (list: Step[]) => stepsIn(list).map(({ id }) => id);

describe("editing the steps of a journey", () => {
  test("a step is put into the list it is meant for", () => {
    expect(read(insertStep(steps, "root", 1, wait("new")))).toEqual([
      "first",
      "new",
      "fork",
      "in-1",
      "in-2",
      "split",
      "a-1",
    ]);
    const inBranch = insertStep(steps, { of: "split", branch: 1 }, 0, wait("new"));
    expect(read(inBranch)).toEqual(["first", "fork", "in-1", "in-2", "split", "a-1", "new"]);
    expect(pathsOf(inBranch).get("new")).toBe("steps.1.unmet.0.branches.1.steps.0");
  });
  test("a step is changed where it stands, however deep, and nothing else", () => {
    const changed = changeStep(steps, wait("a-1", 5));
    expect(stepsIn(changed).find(({ id }) => id === "a-1")).toEqual(wait("a-1", 5));
    expect(read(changed)).toEqual(read(steps));
    expect(changed[0]).toEqual(steps[0]);
  });
  test("a step goes with all that is in it", () => {
    expect(read(removeStep(steps, "split"))).toEqual(["first", "fork", "in-1", "in-2"]);
    expect(read(removeStep(steps, "fork"))).toEqual(["first"]);
  });
  test("a step changes places with its neighbour, and nothing moves past an end", () => {
    expect(read(moveStep(steps, "in-1", 1))).toEqual(["first", "fork", "in-2", "in-1", "split", "a-1"]);
    expect(moveStep(steps, "in-1", -1)).toEqual(steps);
    expect(moveStep(steps, "fork", 1)).toEqual(steps);
  });
  test("faults stand at the step that the schema names", () => {
    const faulty = insertStep(steps, { of: "fork", branch: 0 }, 1, wait("bad", 0));
    const [fault] = faultsIn(journeySchema, { ...EMPTY, id: "a", name: "A", steps: faulty });
    expect(fault).toEqual({ path: `${pathsOf(faulty).get("bad")}.minutes`, text: "at least 1." });
  });
});

test("a new step takes no id of one that is there, nor of one that has counts", () => {
  expect(freshId("wait", EMPTY.steps, {})).toBe("wait-2");
  expect(freshId("wait", EMPTY.steps, { "step:wait-2": 7 })).toBe("wait-3");
  expect(freshId("until_hour", [], {})).toBe("until-hour-1");
});

test("each kind of step and trigger begins as one of its own", () => {
  for (const [kind, { begin }] of Object.entries(STEP_KINDS))
    expect(begin("x")).toMatchObject({ kind, id: "x" });
  for (const [kind, { begin }] of Object.entries(TRIGGERS)) expect(begin.kind).toBe(kind);
});

test("what a new journey still needs is its name, and what the notification says", () => {
  const paths = faultsIn(journeySchema, { ...EMPTY, id: "new" }).map(({ path }) => path);
  expect(paths).toEqual(["name", "steps.1.message.title", "steps.1.message.body"]);
});
