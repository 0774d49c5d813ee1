import type { Unplaced } from "../core/decision.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo, PodShape } from "./podInfo.ts";
import { prepare, type Preparation } from "./preparation.ts";
import { Ranking } from "./ranking.ts";
import type { Snapshot } from "./snapshot.ts";

/** So many shapes of pods are remembered; a ranking of 5,000 nodes takes about 100 KB. */
const mostShapes = 1000;

interface Known {
  readonly preparation: Preparation;
  ranking?: Ranking;
  /** What was last said of a pod that fits nowhere, and at which version of the cluster. */
  failure?: { readonly decision: Unplaced; readonly after: number };
}

/** What was worked out about pods, kept for the next equal ones. */
export class SharedWork {
  private readonly snapshot: Snapshot;
  /** The shape that was asked for last comes last. */
  private readonly known = new Map<PodShape, Known>();

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  /** The plugins ready for a pod. */
  prepare(pod: PodInfo): Preparation {
    return this.knownOf(pod).preparation;
  }

  /** The node that the plain path would choose, found without asking the others; nothing if it has to be asked. */
  bestNode(pod: PodInfo): NodeInfo | undefined {
    const known = this.knownOf(pod);
    const { refusal, only } = known.preparation;
    if (refusal !== undefined || only !== undefined || !isLike(pod) || this.snapshot.hasRivals(pod)) return undefined;
    known.ranking ??= new Ranking(known.preparation, this.snapshot);
    return known.ranking.best();
  }

  /** What was said of an equal pod that fitted nowhere, if nothing has changed since. */
  failureOf(pod: PodInfo): Unplaced | undefined {
    const { failure } = this.knownOf(pod);
    if (failure === undefined || failure.after !== this.snapshot.version || !isLike(pod)) return undefined;
    return { ...failure.decision, pod: pod.name };
  }

  remember(pod: PodInfo, decision: Unplaced): void {
    if (isLike(pod)) this.knownOf(pod).failure = { decision, after: this.snapshot.version };
  }

  private knownOf(pod: PodInfo): Known {
    const { shape } = pod;
    const held = this.known.get(shape);
    const known = held?.preparation.epoch === this.snapshot.epoch ? held : { preparation: prepare(pod, this.snapshot) };
    if (hasClaims(pod)) return known;
    this.known.delete(shape);
    this.known.set(shape, known);
    if (this.known.size > mostShapes) this.known.delete(this.known.keys().next().value!);
    return known;
  }
}

/** Whether all pods of the shape fare alike: claims belong to one pod, and so does a nomination. */
function isLike(pod: PodInfo): boolean {
  return !hasClaims(pod) && !pod.pod.status?.nominatedNodeName;
}

function hasClaims({ shape }: PodInfo): boolean {
  return shape.volumes.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim ?? ephemeral);
}
