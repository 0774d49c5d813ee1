import { formatTime } from "../../api/time.ts";
import type { Answer } from "../../engine/core/command.ts";
import { controllerOf, refOf, type Millis } from "../../engine/core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../../engine/core/pods.ts";
import { isCrashing } from "../../engine/kubelet/podStatus.ts";
import { isPodVerb, type Options, type PodVerb, podVerbs } from "../../engine/kubelet/verbs.ts";
import type { PodSelection, Step } from "../../engine/rehearsal/script.ts";
import { asked } from "../../engine/rehearsal/script/named.ts";
import { nudge } from "./nudge.ts";
import type { Names } from "../../engine/rehearsal/script/names.ts";
import { select } from "../../engine/rehearsal/script/selection.ts";
import { Stage, type StageState } from "../../engine/rehearsal/script/stage.ts";
import { ask, report } from "../../engine/rehearsal/script/verbs.ts";
import { because } from "../../engine/core/why.ts";

/** Steps before which a second passes if something was created in the present second. */
const edits = ["apply", "patch", "rollback", "restart", "resume"];
/** Kinds for which age decides an order. */
const aged = ["Pod", "ReplicaSet", "ControllerRevision"];

/** What a step itself did, apart from its effects. */
export interface Done {
  /** What the played kubelet did. */
  readonly kubelet?: string;
  /** The API server's answer: status and message. */
  readonly answers?: readonly string[];
}

/** How long a step lasts where time counts: as soon as an object of these kinds is there. */
interface Timing {
  readonly stepMillis: Millis;
  readonly timed: readonly string[];
}

const scriptTiming: Timing = { stepMillis: 4000, timed: ["HorizontalPodAutoscaler"] };
/** Kinds that may refuse objects, after which controllers retry. */
const refusing = ["ResourceQuota", "LimitRange"];
/** A step is extended by a second while something has changed within this time. */
const restless = 1200;
/** A wait ends when the cluster is quiet, which takes a real one about this long: by then, a timer as long as the wait has fired. */
const quietMillis = 500;

/**
 * Plays a script in lock-step: plays a step, runs the controllers until none has work left, and continues with the next step.
 * Time passes only during `wait`, unless there is an autoscaler: then every step takes time. Controllers retry at once after a refusal, unless steps take time.
 */
export class LockStep {
  readonly stage: Stage;
  private readonly timing: Timing;
  private changed: Millis;

  constructor(stage: Stage | StageState, timing = scriptTiming) {
    this.timing = timing;
    this.stage = stage instanceof Stage ? stage : new Stage(stage);
    this.changed = this.stage.plane.now;
    this.stage.plane.witness({ performed: ({ do: what }) => void (what !== "event" && (this.changed = this.stage.plane.now)) });
  }

  play(step: Step): Done {
    const { plane, names } = this.stage;
    names.step++;
    if (!this.timed && edits.some((verb) => verb in step)) this.nextSecond();
    this.changed = plane.now;
    const begun = plane.now;
    const done = this.act(step);
    if (this.timed) this.watchClock(begun + ("wait" in step ? 0 : this.timing.stepMillis));
    else plane.settle();
    if (names.gave(...refusing.filter((kind) => !this.timing.timed.includes(kind)))) nudge(this.stage);
    return done;
  }

  /** Advances the clock before an edit, so that objects that it creates are younger than all others. */
  nextSecond(): void {
    const { plane } = this.stage;
    const second = formatTime(plane.now);
    if (aged.some((kind) => plane.store.list(kind).some(({ metadata }) => metadata.creationTimestamp === second))) plane.advance(plane.now + 1000);
  }

  /** Lets as much time pass as a step takes, if time counts. */
  rest(): void {
    if (this.timed) this.stage.plane.advance(this.stage.plane.now + this.timing.stepMillis);
  }

  private get timed(): boolean {
    return this.stage.names.gave(...this.timing.timed);
  }

  private act(step: Step): Done {
    const { stage } = this;
    if ("tick" in step) return { kubelet: this.tick() };
    if ("finish" in step) return { kubelet: `finish ${this.finish().length}` };
    if ("wait" in step) {
      this.wait(step.wait);
      return {};
    }
    if ("evict" in step) return { answers: this.evict(step.evict) };
    for (const [verb, what] of Object.entries(step)) if (isPodVerb(verb)) return { kubelet: this.move(verb, what as PodSelection & Options) };
    const refused = ask(stage, step).filter((answer) => !answer.ok);
    return refused.length > 0 ? { answers: refused.map((answer) => this.words(answer)) } : {};
  }

  /** Reports the selected pods one after another; pods of a Job, pods made ready in the past, and pods under an autoscaler together. */
  private move(verb: PodVerb, what: PodSelection & Options): string {
    const { stage } = this;
    const pods = select(stage.names, what, (pod) => isCalled(stage.names, pod, what) && podVerbs[verb].fits(pod));
    const together = this.timed || what.ago !== undefined || (pods[0] && controllerOf(pods[0])?.kind === "Job");
    for (const [i, pod] of pods.entries()) {
      if (i > 0 && !together) stage.plane.settle();
      const current = stage.plane.store.get<StoredPod>(refOf(pod));
      if (current) report(stage, verb, current, what);
    }
    return `${verb} ${pods.map((pod) => stage.names.podName(pod)).join(" ") || "nothing"}`;
  }

  /** One action of the standard kubelet: ends terminating pods, or else makes the oldest waiting pod ready. */
  private tick(): string {
    const { stage } = this;
    const ended = this.finish();
    if (ended.length > 0) return `finish ${ended.length}`;
    const isStuck = (pod: StoredPod): boolean =>
      [stage.names.ownerKey(pod), stage.names.revisionKey(pod)].some((key) => key !== undefined && stage.stuck.has(key));
    const [pod] = select(
      stage.names,
      {},
      (candidate) => isHere(candidate) && podVerbs.ready.fits(candidate) && !isStuck(candidate) && !isCrashing(candidate),
    );
    if (!pod) return "nothing";
    report(stage, "ready", pod, {});
    return `ready ${stage.names.podName(pod)}`;
  }

  /** Ends every terminating pod. A Job's pod fails first, as a kubelet reports it. */
  private finish(): StoredPod[] {
    const { stage } = this;
    const leaving = stage.names
      .all("Pod")
      .map(({ object }) => object as StoredPod)
      .filter((pod) => isHere(pod) && isTerminating(pod));
    for (const pod of leaving) {
      if (controllerOf(pod)?.kind === "Job" && !isFinished(pod)) report(stage, "fail", pod, { exitCode: 137 });
      stage.plane.perform({ do: "delete", ref: refOf(pod), gracePeriodSeconds: 0, why: because("ended", {}, []) }, "kubelet");
    }
    return leaving;
  }

  private evict(selection: PodSelection): string[] {
    const { stage } = this;
    return select(stage.names, selection, (pod) => isCalled(stage.names, pod, selection)).map((pod) => {
      const answer = stage.perform({ do: "evict", pod: refOf(pod), why: asked });
      stage.plane.settle();
      return this.words(answer);
    });
  }

  private wait(time: number | "minute"): void {
    const { plane } = this.stage;
    const millis = time === "minute" ? 60_000 - (plane.now % 60_000) + 4000 : time * 1000;
    if (this.timed) this.watchClock(plane.now + millis);
    else plane.advance(plane.now + millis + (time === "minute" ? 0 : quietMillis));
  }

  private watchClock(end: Millis): void {
    const { plane } = this.stage;
    plane.advance(Math.max(end, plane.now));
    while (plane.now - this.changed < restless) plane.advance(plane.now + 1000);
  }

  /** As the API server answers: a status, and the first line of its message. */
  private words(answer: Answer): string {
    return answer.ok ? "201 Success" : this.stage.names.plain(`${answer.code} ${answer.message.split("\n")[0]}`);
  }
}

/** Scripts play in one namespace, and so does their kubelet. */
function isHere({ metadata }: StoredPod): boolean {
  return metadata.namespace === "default";
}

/** Whether a recorded script means a pod: it calls the pods of a Deployment by their revision alone. */
function isCalled(names: Names, pod: StoredPod, { owner }: PodSelection): boolean {
  return owner === undefined || names.ownerKey(pod) === owner || names.revisionKey(pod) === owner;
}
