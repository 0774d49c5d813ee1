import { groupBy } from "../../../api/groupBy.ts";
import { workloadKinds } from "../../../api/workloads.ts";
import { keyOf, type Millis, type Ref } from "../../core/objects.ts";
import type { Trace } from "../trace.ts";
import { assumptions } from "./assumed.ts";
import { clearedJobs, doneAt } from "./cleared.ts";
import { changeFindings, drainFindings } from "./change.ts";
import { type Finding, finding, ranks, type State } from "./finding.ts";
import { oldConfigFindings } from "./oldConfig.ts";
import { Scene } from "./scene.ts";
import { serviceFindings } from "./services.ts";
import { type UnknownImage, unknownImages } from "./unknownImages.ts";
import { workloadFindings } from "./workloads.ts";
import { nameOf, reasonOf, say, type VerdictSentence } from "./words/say.ts";

/** The result of a change over all its workloads, the worst findings first. It works only if there are no findings. */
export interface Verdict {
  readonly state: State;
  readonly findings: readonly Finding[];
  /** The workloads of the change, in the order of the file. */
  readonly workloads: readonly Judged[];
  /** The assumptions. */
  readonly assumed: readonly VerdictSentence[];
  /** The images about which nothing is known. */
  readonly unknownImages: readonly UnknownImage[];
  /** How long the change took. */
  readonly millis: Millis;
}

/** A workload with its result. */
export interface Judged {
  readonly ref: Ref;
  readonly state: State;
}

/** Judges a trace, in time linear in its length. */
export function verdictOf(trace: Trace, scene = new Scene(trace)): Verdict {
  const { course, change } = scene;
  const refs = [...new Map([...change.applied, ...change.left].map(({ ref }) => [keyOf(ref), ref])).values()];
  const gone = refs.filter((ref) => !course.end.has(keyOf(ref)));
  const cleared = clearedJobs(gone, trace);
  const objects = refs.flatMap((ref) => course.end.get(keyOf(ref)) ?? cleared.get(keyOf(ref))?.job ?? []);
  const workloads = objects.filter(({ kind }) => workloadKinds.includes(kind));
  const findings = [
    ...changeFindings(scene),
    ...drainFindings(scene),
    ...workloads.flatMap((object) => [...workloadFindings(object, scene), ...oldConfigFindings(object, scene)]),
    ...objects.filter(({ kind }) => kind === "Service").flatMap((object) => [...serviceFindings(object, scene)]),
  ];
  const all = (findings.length > 0 ? findings : othersOf(trace)).toSorted((a, b) => ranks.indexOf(a.code) - ranks.indexOf(b.code));
  const byKey = groupBy(all, ({ about }) => keyOf(about));
  const judged = refs.filter(({ kind }) => workloadKinds.includes(kind)).map((ref) => ({ ref, state: worst(byKey.get(keyOf(ref)) ?? []) }));
  const unknown = unknownImages(workloads, scene);
  return {
    state: worst(all),
    findings: all,
    workloads: judged,
    assumed: [...assumptions(scene, unknown)],
    unknownImages: unknown,
    millis: doneAt(trace, cleared) - trace.from,
  };
}

/** Objects outside of the change that do not reach their goal: that is not a success either. */
function othersOf({ outcome }: Trace): Finding[] {
  if (outcome.is === "complete") return [];
  const [spot] = outcome.why.fields;
  const about = spot?.object ?? { kind: "", namespace: "", name: "" };
  return [
    finding("fails", say("never-completes", { workload: nameOf(about), because: reasonOf(outcome.why) }), about, outcome.at, {
      why: outcome.why,
      ...(spot && { spot }),
    }),
  ];
}

const states: readonly State[] = ["fails", "unfinished", "suffers", "works"];

/** The worst state of some findings. */
function worst(findings: readonly Finding[]): State {
  return states.find((state) => findings.some((one) => one.state === state)) ?? "works";
}
