import { scalableKinds } from "../../api/workloads.ts";
import { missingObject } from "./missing.ts";

/** An autoscaler without an existing target scales nothing. */
export const hpaTargetMissing = missingObject({
  code: "hpa-target-missing",
  of: scalableKinds,
  from: ["HorizontalPodAutoscaler"],
});
