import type { Unplaced } from "./framework.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo, PodShape } from "./podInfo.ts";
import { prepare, type Preparation } from "./preparation.ts";
import { Ranking } from "./ranking.ts";
import type { Snapshot } from "./snapshot.ts";

interface Known {
  readonly preparation: Preparation;
  ranking?: Ranking;
  /** What was last said of a pod that fits nowhere, and at which version of the cluster. */
  failure?: { readonly decision: Unplaced; readonly after: number };
}

/** What was worked out about pods, kept for the next equal ones. */
export class SharedWork {
  private readonly snapshot: Snapshot;
  private readonly known = new WeakMap<PodShape, Known>();

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
    const known = this.known.get(pod.shape);
    if (known !== undefined && known.preparation.epoch === this.snapshot.epoch) return known;
    const fresh = { preparation: prepare(pod, this.snapshot) };
    if (!hasClaims(pod)) this.known.set(pod.shape, fresh);
    return fresh;
  }
}

/** Whether all pods of the shape fare alike: claims belong to one pod, and so does a nomination. */
function isLike(pod: PodInfo): boolean {
  return !hasClaims(pod) && !pod.pod.status?.nominatedNodeName;
}

function hasClaims({ shape }: PodInfo): boolean {
  return shape.volumes.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim ?? ephemeral);
}
