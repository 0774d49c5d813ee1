import type { Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, within } from "../../check.ts";
import { atMostWhole, countOrPercent, isNone } from "../amounts.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import { nameWarnings, templateWarnings } from "../pod/warnings.ts";
import type { KindRules } from "../rules.ts";
import { changes, immutable } from "../update.ts";
import { replicaSetTemplate } from "./replicaSet.ts";
import { say } from "../../words/say.ts";

const rollingUpdate: Check<RollingUpdateDeployment> = all(
  fields<RollingUpdateDeployment>({ maxUnavailable: all(countOrPercent, atMostWhole), maxSurge: countOrPercent }),
  ({ maxUnavailable = 0, maxSurge = 0 }, at, causes) => {
    if (isNone(maxUnavailable) && isNone(maxSurge))
      causes.invalid(at.field("maxUnavailable"), say("rollout-stuck"), {
        code: "rollout-stuck",
      });
  },
);

const strategy: Check<DeploymentStrategy> = ({ type = "", rollingUpdate: given }, at, causes) => {
  if (type === "RollingUpdate") {
    if (given === undefined) causes.required(at.field("rollingUpdate"), say("rolling-update-missing"));
    else rollingUpdate(given, at.field("rollingUpdate"), causes, undefined);
  } else if (type !== "Recreate") {
    causes.notSupported(at.field("type").shownAs(at), type, ["Recreate", "RollingUpdate"]);
  } else if (given !== undefined) {
    causes.forbidden(at.field("rollingUpdate"), say("recreate-with-rolling-update"));
  }
};

const deadline: Check<DeploymentSpec> = ({ progressDeadlineSeconds, minReadySeconds = 0 }, at, causes) => {
  if (progressDeadlineSeconds === undefined || progressDeadlineSeconds > minReadySeconds) return;
  causes.invalid(at.field("progressDeadlineSeconds"), say("deadline-too-short", { deadline: progressDeadlineSeconds, minReady: minReadySeconds }));
};

const spec: Check<DeploymentSpec> = all(
  replicaSetTemplate,
  fields<DeploymentSpec>({
    replicas: between(0),
    strategy,
    minReadySeconds: between(0),
    revisionHistoryLimit: between(0),
    progressDeadlineSeconds: between(0),
  }),
  deadline,
);

/** What the API server refuses in a Deployment. */
export const deployment: KindRules<Deployment> = {
  validate: all<Deployment>(objectMeta(dnsSubdomain), within<Deployment, "spec">("spec", spec)),
  validateUpdate: all(objectMetaUpdate, changes<Deployment>({ spec: immutable<DeploymentSpec>("DeploymentSpec", "selector") })),
  warnings: (object) => [...nameWarnings(object), ...templateWarnings(object.spec)],
};
