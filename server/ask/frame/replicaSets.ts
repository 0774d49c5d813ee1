import {
  countAnnotated,
  desiredAnnotation,
  historyAnnotation,
  maxAnnotation,
  revisionOf,
  type StoredReplicaSet,
} from "../../../engine/controllers/deployment/shape.ts";
import { controllerOf } from "../../../engine/core/objects.ts";
import { conditionsIn, flag, leaving, type FrameTable, table } from "./part.ts";

/** ReplicaSets: desired and actual replicas, and the Deployment's annotations. */
export const replicaSets: FrameTable = ({ names }) => table(names, "ReplicaSet", row);

function row(set: StoredReplicaSet): object {
  const { spec, status, metadata } = set;
  const annotations = {
    ...flag("desired", countAnnotated(set, desiredAnnotation)),
    ...flag("max", countAnnotated(set, maxAnnotation)),
    ...flag("history", metadata.annotations?.[historyAnnotation]),
  };
  return {
    ...flag("owner", controllerOf(set)?.name),
    ...flag("revision", revisionOf(set)),
    replicas: spec.replicas,
    created: status.replicas,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    ...flag("terminatingReplicas", status.terminatingReplicas),
    ...conditionsIn(status),
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ...leaving(set),
  };
}
