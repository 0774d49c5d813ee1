import { missingObject } from "./missing.ts";

/** An autoscaler without an existing target scales nothing. */
export const hpaTargetMissing = missingObject({
  code: "hpa-target-missing",
  of: ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"],
  from: ["HorizontalPodAutoscaler"],
});
