import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { count, countCommon, firstFree, formatIndexes, has, parseIndexes, withEach } from "../../../engine/controllers/job/indexes.ts";
import { indexOf, isFinishedJob, type StoredJob } from "../../../engine/controllers/job/shape.ts";
import { isActive, type StoredPod } from "../../../engine/core/pods.ts";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import { apply, checkSteps, job, rehearsal } from "../../support/rollouts.ts";

/** The counts of a Job's status, then its conditions that hold. */
function counts(store: StoreView): string {
  const [only] = store.list<StoredJob>("Job");
  if (!only) return "no job";
  const { active = 0, succeeded = 0, failed = 0, completedIndexes, conditions = [] } = only.status;
  const held = conditions.filter(({ status }) => status === "True").map(({ type, reason }) => `${type}(${reason})`);
  return [`active ${active}`, `succeeded ${succeeded}`, `failed ${failed}`, ...(completedIndexes ? [`[${completedIndexes}]`] : []), ...held].join(
    " ",
  );
}

const work = (spec: object = {}): Step => apply(job("work", spec));
const yes = (selection: object = {}): Step => ({ succeed: selection });
const no = (selection: object = {}): Step => ({ fail: selection });

test("no more pods than are left to complete", () =>
  checkSteps(
    [work({ completions: 3, parallelism: 2 }), yes(), yes(), yes()],
    counts,
    `
    active 2 succeeded 0 failed 0
    active 2 succeeded 1 failed 0
    active 1 succeeded 2 failed 0
    active 0 succeeded 3 failed 0 SuccessCriteriaMet(CompletionsReached) Complete(CompletionsReached)
  `,
  ));

test("after a failure the next pod waits ten seconds, after two in a row twenty", () =>
  checkSteps(
    [work({ backoffLimit: 2 }), no(), { wait: 8 }, { wait: 3 }, no(), { wait: 11 }, { wait: 10 }],
    counts,
    `
    active 1 succeeded 0 failed 0
    active 0 succeeded 0 failed 1
    active 0 succeeded 0 failed 1
    active 1 succeeded 0 failed 1
    active 0 succeeded 0 failed 2
    active 0 succeeded 0 failed 2
    active 1 succeeded 0 failed 2
  `,
  ));

test("one failure too many ends the others, and the Job fails once they are gone", () =>
  checkSteps(
    [work({ completions: 2, parallelism: 2, backoffLimit: 0 }), { ready: { pick: "all" } }, no(), { finish: true }],
    counts,
    `
    active 2 succeeded 0 failed 0
    active 2 succeeded 0 failed 0
    active 0 succeeded 0 failed 2 FailureTarget(BackoffLimitExceeded)
    active 0 succeeded 0 failed 2 FailureTarget(BackoffLimitExceeded) Failed(BackoffLimitExceeded)
  `,
  ));

test("an index that failed for good does not stop the others", () =>
  checkSteps(
    [
      work({ completionMode: "Indexed", completions: 3, parallelism: 3, backoffLimitPerIndex: 0 }),
      no({ index: 1 }),
      yes({ index: 0 }),
      yes({ index: 2 }),
    ],
    counts,
    `
    active 3 succeeded 0 failed 0
    active 2 succeeded 0 failed 1
    active 1 succeeded 1 failed 1 [0]
    active 0 succeeded 2 failed 1 [0,2] FailureTarget(FailedIndexes) Failed(FailedIndexes)
  `,
  ));

test("a failure policy can fail the Job at once, or not count a failure at all", () => {
  const rules = [
    { action: "Ignore", onExitCodes: { operator: "In", values: [7] } },
    { action: "FailJob", onExitCodes: { operator: "In", values: [42] } },
  ];
  checkSteps(
    [work({ backoffLimit: 0, podFailurePolicy: { rules } }), no({ exitCode: 7 }), { wait: 11 }, no({ exitCode: 42 })],
    counts,
    `
    active 1 succeeded 0 failed 0
    active 0 succeeded 0 failed 0
    active 1 succeeded 0 failed 0
    active 0 succeeded 0 failed 1 FailureTarget(PodFailurePolicy) Failed(PodFailurePolicy)
  `,
  );
});

test("a Job is deleted with its pods when its time to live is over", () =>
  checkSteps(
    [work({ ttlSecondsAfterFinished: 5 }), yes(), { wait: 3 }, { wait: 3 }],
    (store) => `${counts(store)}, ${store.list("Pod").length} pods`,
    `
    active 1 succeeded 0 failed 0, 1 pods
    active 0 succeeded 1 failed 0 SuccessCriteriaMet(CompletionsReached) Complete(CompletionsReached), 1 pods
    active 0 succeeded 1 failed 0 SuccessCriteriaMet(CompletionsReached) Complete(CompletionsReached), 1 pods
    no job, 0 pods
  `,
  ));

const sets = fc.uniqueArray(fc.integer({ min: 0, max: 30 }));

test("indexes survive printing and reading, and count like sets", () =>
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const [left, right] = [withEach([], a), withEach([], b)];
      assert.deepEqual(parseIndexes(formatIndexes(left), 31), left);
      assert.equal(count(left), a.length);
      assert.equal(countCommon(left, right), a.filter((index) => b.includes(index)).length);
      const free = firstFree(left, 5, 31);
      assert.deepEqual(free, [...Array(31).keys()].filter((index) => !has(left, index)).slice(0, 5));
    }),
  ));

test("indexes are printed as the server does", () => assert.equal(formatIndexes(withEach([], [5, 0, 3, 7, 8, 4])), "0,3-5,7,8"));

const pick = fc.constantFrom("all" as const, 1, 2);
const happening: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ succeed: fc.record({ pick }) }),
  fc.record({ fail: fc.record({ pick, exitCode: fc.constantFrom(1, 7) }) }),
  fc.record({ ready: fc.record({ pick }) }),
  fc.record({ delete: fc.record({ kind: fc.constant("Pod"), select: fc.record({ pick }) }) }),
  fc.constant<Step>({ finish: true }),
  fc.constant<Step>({ wait: 11 }),
  fc.integer({ min: 0, max: 5 }).map((parallelism) => ({ patch: { kind: "Job", name: "work", patch: { spec: { parallelism } } } })),
  fc.boolean().map((suspend) => ({ patch: { kind: "Job", name: "work", patch: { spec: { suspend } } } })),
);
const shape = fc.record({
  completions: fc.integer({ min: 1, max: 5 }),
  parallelism: fc.integer({ min: 1, max: 4 }),
  backoffLimit: fc.integer({ min: 0, max: 3 }),
  completionMode: fc.constantFrom("NonIndexed", "Indexed"),
  podReplacementPolicy: fc.constantFrom("TerminatingOrFailed", "Failed"),
});

test("never more active pods than parallelism when one is created, never two of an index, and a finished Job is quiet", () =>
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 20 }), shape, (steps, spec) => {
      const cluster = rehearsal({
        watch: (command, by, store) => {
          if (by !== "job-controller" || command.do !== "create") return;
          const active = store.list<StoredPod>("Pod").filter(isActive);
          const { parallelism = 1 } = store.list<StoredJob>("Job")[0]!.spec;
          assert.ok(active.length <= parallelism);
          const indexes = active.flatMap((pod) => indexOf(pod) ?? []);
          assert.equal(new Set(indexes).size, indexes.length);
        },
      });
      cluster.play(work(spec), ...steps);
      const only = cluster.store.list<StoredJob>("Job")[0]!;
      assert.ok((only.status.succeeded ?? 0) <= spec.completions);
      if (!isFinishedJob(only)) return;
      assert.equal(cluster.store.list<StoredPod>("Pod").filter(isActive).length, 0);
      const before = cluster.writes();
      cluster.wait(86_400);
      assert.equal(cluster.writes(), before);
    }),
    { numRuns: 100 },
  ));
