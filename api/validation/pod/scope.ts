import type { Container, EphemeralContainer, PodSpec, Volume } from "../../../schemas/generated/types.ts";
import type { Path } from "../../path.ts";

/** What the checks of a pod's parts know of the pod around them. */
export interface PodScope {
  readonly spec: PodSpec;
  /** The name of a pod by itself; nothing for the template of one, with which the server is more lenient in places. */
  readonly podName: string | undefined;
  /** The pod's volumes that have no fault of their own, by name: containers can mount these. */
  readonly volumes: ReadonlyMap<string, Volume>;
}

/** Whether this is a pod by itself, not a template. */
export function isPod({ podName }: PodScope): boolean {
  return podName !== undefined;
}

interface PlacedContainer {
  readonly container: Container | EphemeralContainer;
  readonly at: Path;
}

/** Every container of a pod with its place, in the order in which the API server looks at them. */
export function containersOf(spec: PodSpec, at: Path): PlacedContainer[] {
  return (["initContainers", "containers", "ephemeralContainers"] as const).flatMap((list) =>
    (spec[list] ?? []).map((container: Container | EphemeralContainer, i) => ({ container, at: at.field(list).index(i) })),
  );
}
