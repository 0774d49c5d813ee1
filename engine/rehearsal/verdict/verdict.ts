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

/** How a change comes out, over all of its workloads: what a person would say of it, the worst first. It works only if there is nothing to say. */
export interface Verdict {
  readonly state: State;
  readonly findings: readonly Finding[];
  /** The workloads of the change, in the order of the file. */
  readonly workloads: readonly Judged[];
  /** What was taken for granted. */
  readonly assumed: readonly VerdictSentence[];
  /** The images among it of which nothing is known. */
  readonly unknownImages: readonly UnknownImage[];
  /** How long it took to its end. */
  readonly millis: Millis;
}

/** A workload, and how it comes out. */
export interface Judged {
  readonly ref: Ref;
  readonly state: State;
}

/** Judges a trace. Takes time in the order of its length. */
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

/** Something that is not part of the change does not get done: that is no success either. */
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
