import type { EndpointSlice } from "../../../schemas/generated/types.ts";
import { natural } from "../../../engine/core/natural.ts";
import type { Stored, StoredObject } from "../../../engine/core/objects.ts";
import type { Names } from "../../../engine/rehearsal/script/names.ts";
import { flag, grouped, type FrameTable, table } from "./part.ts";

/** The endpoints of each Service, over all its slices, in groups of equal ones. */
export const endpoints: FrameTable = ({ names }) => table(names, "Service", ({ metadata }: StoredObject) => grouped(rows(metadata.name, names)));

function* rows(service: string, names: Names): Generator<object> {
  for (const { object } of names.all("EndpointSlice")) {
    const slice = object as Stored<EndpointSlice>;
    if (slice.metadata.labels?.["kubernetes.io/service-name"] !== service) continue;
    const ports = (slice.ports ?? []).map(({ name, port, protocol }) => `${name ? `${name} ` : ""}${port}/${protocol}`).sort(natural);
    for (const { conditions = {}, targetRef, hostname } of slice.endpoints ?? []) {
      const pod = targetRef?.kind === "Pod" ? names.living(targetRef.uid ?? "") : undefined;
      const { ready, serving, terminating } = conditions;
      yield {
        of: pod ? names.ownerKey(pod.object) : targetRef ? "gone" : "hand",
        ...flag("pod", pod?.key),
        ...flag("hostname", hostname),
        ready,
        serving,
        terminating,
        ports,
      };
    }
  }
}
