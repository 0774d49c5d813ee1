import type { PodInfo, PodShape } from "./podInfo.ts";
import { prepare, type Preparation } from "./preparation.ts";
import type { Snapshot } from "./snapshot.ts";

/** What was worked out about pods, kept for the next equal ones. */
export class SharedWork {
  private readonly snapshot: Snapshot;
  private readonly preparations = new WeakMap<PodShape, Preparation>();

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  /** The plugins ready for a pod. Claims belong to one pod, so what is worked out about them is not kept. */
  prepare(pod: PodInfo): Preparation {
    const known = this.preparations.get(pod.shape);
    if (known !== undefined && known.epoch === this.snapshot.epoch) return known;
    const preparation = prepare(pod, this.snapshot);
    if (!pod.shape.volumes.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim ?? ephemeral))
      this.preparations.set(pod.shape, preparation);
    return preparation;
  }

  bestNode(_pod: PodInfo): string | undefined {
    return undefined;
  }
}
