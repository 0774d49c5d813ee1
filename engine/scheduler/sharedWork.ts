import type { Unplaced } from "../core/decision.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo, PodShape } from "./podInfo.ts";
import { prepare, type Preparation } from "./preparation.ts";
import { Ranking } from "./ranking.ts";
import type { Snapshot } from "./snapshot.ts";

/** How many pod shapes are remembered. A ranking of 5,000 nodes takes about 100 KB. */
const mostShapes = 1000;

interface Known {
  readonly preparation: Preparation;
  ranking?: Ranking;
  /** The last decision about a pod that fits nowhere, and the version of the cluster at that time. */
  failure?: { readonly decision: Unplaced; readonly after: number };
}

/** Results for pods, kept for the next equal pods. */
export class SharedWork {
  private readonly snapshot: Snapshot;
  /** The most recently used shape comes last. */
  private readonly known = new Map<PodShape, Known>();

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  /** The plugins ready for a pod. */
  prepare(pod: PodInfo): Preparation {
    return this.knownOf(pod).preparation;
  }

  /** The node that the plain path would choose, found without asking every node; nothing if the plain path is needed. */
  bestNode(pod: PodInfo): NodeInfo | undefined {
    const known = this.knownOf(pod);
    const { refusal, only } = known.preparation;
    if (refusal !== undefined || only !== undefined || !isLike(pod) || this.snapshot.hasRivals(pod)) return undefined;
    known.ranking ??= new Ranking(known.preparation, this.snapshot);
    return known.ranking.best();
  }

  /** The decision about an equal pod that fitted nowhere, if nothing has changed since. */
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

/** Whether all pods of the shape get the same answer. Pods with claims or a nomination do not. */
function isLike(pod: PodInfo): boolean {
  return !hasClaims(pod) && !pod.pod.status?.nominatedNodeName;
}

function hasClaims({ shape }: PodInfo): boolean {
  return shape.volumes.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim ?? ephemeral);
}
