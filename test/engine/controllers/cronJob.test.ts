import assert from "node:assert/strict";
import { test } from "node:test";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import type { StoredJob } from "../../../engine/controllers/job/shape.ts";
import { finishOf } from "../../../engine/controllers/job/shape.ts";
import { apply, checkSteps, cronJob, rehearsal } from "../../support/rollouts.ts";

/** The runs by the minute of the hour at which they were due, and how they ended. */
function runs(store: StoreView): string {
  const jobs = store.list<StoredJob>("Job").map((job) => {
    const minute = (Number(job.metadata.name.split("-").at(-1)) % 60).toString().padStart(2, "0");
    return `:${minute}${{ Complete: "+", Failed: "!" }[finishOf(job)?.type as string] ?? ""}`;
  });
  return jobs.join(" ") || "-";
}

const cron = (spec: object = {}): Step => apply(cronJob("cron", spec));
const due: Step = { wait: "minute" };

test("Allow: runs go side by side", () => checkSteps([cron(), due, due], runs, "-\n:01\n:01 :02"));

test("Forbid: a run that came due meanwhile starts as soon as the running one ends", () =>
  checkSteps([cron({ concurrencyPolicy: "Forbid" }), due, due, { succeed: {} }], runs, "-\n:01\n:01\n:01+ :02"));

test("Replace: the running one is deleted", () => checkSteps([cron({ concurrencyPolicy: "Replace" }), due, due], runs, "-\n:01\n:02"));

test("history limits keep the newest of each kind", () =>
  checkSteps(
    [
      cron({
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 0,
        jobTemplate: { spec: { ...cronJob("x").spec.jobTemplate.spec, backoffLimit: 0 } },
      }),
      due,
      { succeed: {} },
      due,
      { succeed: {} },
      due,
      { fail: {} },
    ],
    runs,
    `
    -
    :01
    :01+
    :01+ :02
    :02+
    :02+ :03
    :02+
  `,
  ));

test("suspended, it starts nothing; resumed, it makes up for the last missed run", () => {
  const suspend = (on: boolean): Step => ({ patch: { kind: "CronJob", name: "cron", patch: { spec: { suspend: on } } } });
  checkSteps([cron({ suspend: true }), due, due, suspend(false)], runs, "-\n-\n-\n:02");
});

test("a run that is later than its deadline is not started", () => {
  const forbid = { concurrencyPolicy: "Forbid", startingDeadlineSeconds: 20 };
  checkSteps([cron(forbid), due, due, { wait: 30 }, { succeed: {} }], runs, "-\n:01\n:01\n:01\n:01+");
});

test("a new schedule takes effect with its next run", () => {
  const often: Step = { patch: { kind: "CronJob", name: "cron", patch: { spec: { schedule: "* * * * *" } } } };
  checkSteps([cron({ schedule: "0 0 1 1 *" }), due, due, often, due], runs, "-\n-\n-\n-\n:03");
});

test("clocks of its zone decide", () => checkSteps([cron({ schedule: "1 18 * * *", timeZone: "Asia/Seoul" }), due], runs, "-\n:01"));

test("a minute does not cost more the longer it has run", () => {
  const cluster = rehearsal();
  cluster.play(cron({ concurrencyPolicy: "Replace" }));
  const before = cluster.writes();
  cluster.wait(3600);
  const hour = cluster.writes() - before;
  cluster.wait(3600);
  assert.ok(cluster.writes() - before <= 2.2 * hour);
});
