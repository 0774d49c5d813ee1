import type { Job } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../../engine/core/conditions.ts";
import { refOf, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { isActive } from "../../../engine/core/pods.ts";
import { runOf } from "../../../engine/processes/behaviour.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo, without } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Concern, Spot } from "../concern.ts";
import { assumedOf, commandPath, runsFor } from "./processes.ts";
import type { ContainerPlace, Rehearsed } from "../rehearsed.ts";

/** A Job that fails or never ends. */
export const jobNeverCompletes: Check = {
  code: "job-never-completes",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      if (workload.kind === "Job") yield* concernsOf(workload as Stored<Job>, workload, ["spec"], rehearsed);
      if (workload.kind !== "CronJob") continue;
      const jobs = rehearsed.scene.ownedBy<Stored<Job>>(workload, "Job");
      const failed = jobs.find(({ status }) => findCondition(status.conditions, "Failed")?.status === "True") ?? jobs[0];
      if (failed) yield* concernsOf(failed, workload, ["spec", "jobTemplate", "spec"], rehearsed);
    }
  },
};

function* concernsOf(job: Stored<Job>, workload: StoredObject, at: readonly string[], rehearsed: Rehearsed): Generator<Concern> {
  const object = refOf(workload);
  const failed = findCondition(job.status.conditions, "Failed");
  const place = failed?.status === "True" ? failing(rehearsed.containersOf(workload)) : undefined;
  const deadline: Spot = { object, path: [...at, "activeDeadlineSeconds"] };
  const common = { state: "never" as const, about: object };
  if (failed?.status === "True" && failed.reason === "DeadlineExceeded") {
    const seconds = job.spec.activeDeadlineSeconds ?? 0;
    const needs = lasts(rehearsed.containersOf(workload));
    const slowest = longest(rehearsed.containersOf(workload));
    const message = say("job-deadline", { workload: nameOf(object), seconds });
    const beside = slowest ? [{ object, path: commandPath(slowest) }] : [];
    const fixes = needs < Infinity ? [setTo(deadline, roomy(needs, job)), without(deadline)] : [];
    yield {
      ...common,
      spot: rehearsed.cause(deadline, ...beside, { object, path: [...at, "parallelism"] }),
      message,
      assumed: slowest ? assumedOf(slowest) : [],
      fixes,
    };
  } else if (place) {
    const { code } = runOf(place.process.behaviour, 0).exit ?? { code: 1 };
    const spot = rehearsed.cause(
      { object, path: commandPath(place) },
      { object, path: [...place.path, "args"] },
      { object, path: [...place.path, "env"] },
    );
    const { backoffLimit = 6, completions = 1 } = job.spec;
    const parts = {
      workload: nameOf(object),
      container: place.container.name ?? "",
      code,
      done: job.status.succeeded ?? 0,
      completions,
      limit: backoffLimit,
    };
    yield { ...common, spot, message: say("job-fails", parts), assumed: assumedOf(place), fixes: [] };
  } else if (!findCondition(job.status.conditions, "Complete") && job.spec.suspend !== true) yield* endless(job, workload, at, rehearsed);
}

/** A Job whose process never ends. */
function* endless(job: Stored<Job>, workload: StoredObject, at: readonly string[], rehearsed: Rehearsed): Generator<Concern> {
  const object = refOf(workload);
  const place = rehearsed.containersOf(workload).find((one) => !one.isInit && runsFor(one) === Infinity);
  const runs = rehearsed.podsOf(job).some((pod) => isActive(pod) && pod.status.phase === "Running");
  if (!place || !runs) return;
  const spot = rehearsed.cause(
    { object, path: commandPath(place) },
    { object, path: [...place.path, "args"] },
    { object, path: [...place.path, "image"] },
  );
  const message = say("job-runs-on", { workload: nameOf(object), container: place.container.name ?? "" });
  const isSidecar = rehearsed.containersOf(workload).some((one) => !one.isInit && runsFor(one) < Infinity);
  const related = isSidecar ? [{ object, path: [...at, "template", "spec", "containers"], message: say("others-end") }] : [];
  yield { state: "never", about: object, spot, message, assumed: assumedOf(place), related, fixes: [] };
}

function failing(places: readonly ContainerPlace[]): ContainerPlace | undefined {
  return places.find(({ process }) => {
    const { exit, fails } = runOf(process.behaviour, 0);
    return fails !== undefined || (exit !== undefined && exit.code !== 0);
  });
}

/** How long the containers of one pod work. */
export function lasts(places: readonly ContainerPlace[]): number {
  const init = places
    .filter(({ isInit, container }) => isInit && container.restartPolicy !== "Always")
    .reduce((sum, place) => sum + runsFor(place), 0);
  return init + Math.max(0, ...places.filter(({ isInit }) => !isInit).map(runsFor));
}

/** The container that works longest. */
export function longest(places: readonly ContainerPlace[]): ContainerPlace | undefined {
  return places.filter(({ isInit }) => !isInit).toSorted((a, b) => runsFor(b) - runsFor(a))[0];
}

/** A generous deadline for all pods of a Job. */
function roomy(seconds: number, { spec: { completions = 1, parallelism = 1 } }: Stored<Job>): number {
  const rounds = Math.ceil(completions / Math.max(1, Math.min(parallelism, completions)));
  return Math.ceil(((seconds + 15) * rounds * 1.5) / 60) * 60;
}
