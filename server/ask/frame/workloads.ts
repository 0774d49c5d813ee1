import type { CronJob } from "../../../schemas/generated/types.ts";
import { revisionAnnotation } from "../../../engine/controllers/deployment/shape.ts";
import { natural } from "../../../engine/core/natural.ts";
import type { Stored, StoredObject } from "../../../engine/core/objects.ts";
import type { Names } from "../../../engine/rehearsal/script/names.ts";
import { conditionsIn, flag, leaving, type FrameTable, pick } from "./part.ts";

const statusFields: Readonly<Record<string, readonly string[]>> = {
  Deployment: [
    "observedGeneration",
    "replicas",
    "updatedReplicas",
    "readyReplicas",
    "availableReplicas",
    "unavailableReplicas",
    "terminatingReplicas",
  ],
  ReplicationController: ["observedGeneration", "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas"],
  StatefulSet: [
    "observedGeneration",
    "replicas",
    "readyReplicas",
    "availableReplicas",
    "currentReplicas",
    "updatedReplicas",
    "currentRevision",
    "updateRevision",
  ],
  DaemonSet: [
    "observedGeneration",
    "desiredNumberScheduled",
    "currentNumberScheduled",
    "numberMisscheduled",
    "updatedNumberScheduled",
    "numberReady",
    "numberAvailable",
    "numberUnavailable",
  ],
};

/** Which of these reasons stays depends on which of two controllers reports first. */
const underWay = /NewReplicaSetCreated|FoundNewReplicaSet/;

/** The status of all workloads: Deployments, StatefulSets, DaemonSets, ReplicationControllers, CronJobs. */
export const workloads: FrameTable = ({ names }) => {
  const rows = Object.entries(statusFields).flatMap(([kind, fields]) =>
    names.all(kind).map(({ key, object }) => [`${kind}/${key}`, row(object, fields, names)] as const),
  );
  const crons = names.all("CronJob").map(({ key, object }) => [`CronJob/${key}`, cronRow(object as Stored<CronJob>, names)] as const);
  return Object.fromEntries([...rows, ...crons].sort(([a], [b]) => natural(a, b)));
};

function row(object: StoredObject, fields: readonly string[], names: Names): object {
  const { status } = object as StoredObject & { readonly status?: object };
  const told = pick(status, fields);
  for (const field of ["currentRevision", "updateRevision"]) if (typeof told[field] === "string") told[field] = names.plain(told[field]);
  const { conditions } = conditionsIn(status) as { conditions?: Record<string, string> };
  if (told["updatedReplicas"] && conditions?.["Progressing"])
    conditions["Progressing"] = conditions["Progressing"].replace(underWay, "ReplicaSetUpdated");
  return {
    ...flag("revision", Number(object.metadata.annotations?.[revisionAnnotation])),
    ...told,
    ...(conditions && { conditions }),
    ...leaving(object),
  };
}

function cronRow({ status, metadata }: Stored<CronJob>, names: Names): object {
  return {
    active: (status.active ?? []).map(({ name = "" }) => names.plain(name)).sort(natural),
    ...flag("scheduled", Boolean(status.lastScheduleTime)),
    ...flag("succeeded", Boolean(status.lastSuccessfulTime)),
    ...leaving({ metadata }),
  };
}
