import type {
  AutoscalingV1HorizontalPodAutoscaler,
  HPAScalingPolicy,
  HPAScalingRules,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerSpec,
  MetricSpec,
} from "../../../schemas/generated/types.ts";
import { type Check, all, between, each, fields, oneOf, required, since, within } from "../../check.ts";
import { parseQuantity, sign } from "../../quantity.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import type { KindRules, Situation } from "../rules.ts";
import { metricSpec } from "./metrics.ts";
import { type Apis, reference } from "./reference.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

type Spec = HorizontalPodAutoscalerSpec;

const missingMax = say("max-replicas-missing");

/** Since 1.36 a missing bound is named as missing; before, 0 was too low. */
const maxGiven = since<number>(
  "1.36",
  (_, at, causes) => causes.required(at, missingMax),
  (_, at, causes) => causes.invalid(at, missingMax),
);

/** Since 1.37 every autoscaler can scale to zero; before, that was only left to those that had it already. */
const minimum = since<number, boolean>("1.37", between(0), (min, at, causes, wasZero) => between(wasZero ? 0 : 1)(min, at, causes, undefined));

/** The bounds. */
const replicas: Check<Spec, Situation<Spec>> = ({ minReplicas, maxReplicas = 0 }, at, causes, { old }) => {
  if (minReplicas !== undefined) minimum(minReplicas, at.field("minReplicas"), causes, old?.minReplicas === 0);
  const max = at.field("maxReplicas");
  if (maxReplicas === 0) maxGiven(maxReplicas, max, causes, undefined);
  else between(1)(maxReplicas, max, causes, undefined);
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    const related = { path: at.field("minReplicas"), message: say("min-replicas-is", { minReplicas }) };
    causes.invalid(max, say("max-under-min", { maxReplicas, minReplicas }), { code: "min-over-max", related });
  }
};

const zeroNeedsMetric: Check<Spec> = ({ minReplicas, metrics = [] }, at, causes) => {
  const counts = metrics.some(({ type }) => type === "Object" || type === "External");
  if (minReplicas === 0 && !counts)
    causes.forbidden(at.field("metrics"), say("scale-to-zero"), {
      code: "scale-to-zero",
    });
};

/** A reference that an update leaves alone is not looked at again. */
const scaleTarget: Check<Spec, Situation<Spec>> = (spec, at, causes, { old }) => {
  const [now, before] = [spec.scaleTargetRef ?? {}, old?.scaleTargetRef];
  const untouched = before !== undefined && before.apiVersion === now.apiVersion && before.kind === now.kind;
  const apis: Apis = untouched ? "as-before" : now.kind === "ReplicationController" ? "any" : "grouped";
  reference(now, at.field("scaleTargetRef"), causes, apis);
};

const policy = all<HPAScalingPolicy>(({ type = "", value = 0, periodSeconds = 0 }, at, causes) => {
  oneOf("Percent", "Pods")(type, at.field("type"), causes, undefined);
  between(1)(value, at.field("value"), causes, undefined);
  between(1, 1800)(periodSeconds, at.field("periodSeconds"), causes, undefined);
});

const tolerance: Check<string | number> = (written, at, causes) => {
  const amount = parseQuantity(written);
  if (amount !== undefined && sign(amount) < 0) causes.invalid(at, say("negative-tolerance", { written: quoted(written) }));
};

const scalingRules = all(
  required<HPAScalingRules>("policies"),
  fields<HPAScalingRules>({
    stabilizationWindowSeconds: between(0, 3600),
    selectPolicy: oneOf("Disabled", "Max", "Min"),
    policies: each(policy),
    tolerance,
  }),
);

const spec = all<Spec, Situation<Spec>>(
  replicas,
  scaleTarget,
  fields<Spec>({
    metrics: (metrics, at, causes) => each<MetricSpec, Apis>(metricSpec)(metrics, at, causes, "any"),
    behavior: fields<HorizontalPodAutoscalerBehavior>({ scaleUp: scalingRules, scaleDown: scalingRules }),
  }),
  zeroNeedsMetric,
);

const validate: Check<HorizontalPodAutoscaler, Situation<HorizontalPodAutoscaler>> = (autoscaler, at, causes, { old }) =>
  within<HorizontalPodAutoscaler, "spec", Situation<Spec>>("spec", spec)(autoscaler, at, causes, { old: old?.spec });

/** How the API server checks a HorizontalPodAutoscaler. */
export const horizontalPodAutoscaler: KindRules<HorizontalPodAutoscaler> = {
  validate: all(objectMeta(dnsSubdomain), validate),
  validateUpdate: objectMetaUpdate,
};

/** What the server makes of version 1, which knows CPU only: it validates the newer form, and speaks of its fields. */
function asVersion2({
  spec: { targetCPUUtilizationPercentage, ...rest } = {},
  ...autoscaler
}: AutoscalingV1HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  return { ...autoscaler, spec: rest };
}

const cpuTarget: Check<AutoscalingV1HorizontalPodAutoscaler> = ({ spec: { targetCPUUtilizationPercentage } = {} }, root, causes) => {
  if (targetCPUUtilizationPercentage === undefined) return;
  const printed = root.field("spec").field("metrics").index(0).field("resource").field("target").field("averageUtilization");
  between(1)(targetCPUUtilizationPercentage, root.field("spec").field("targetCPUUtilizationPercentage").shownAs(printed), causes, undefined);
};

/** How the API server checks a HorizontalPodAutoscaler of version 1. */
export const horizontalPodAutoscalerV1: KindRules<AutoscalingV1HorizontalPodAutoscaler> = {
  validate: all<AutoscalingV1HorizontalPodAutoscaler, Situation<AutoscalingV1HorizontalPodAutoscaler>>(
    objectMeta(dnsSubdomain),
    cpuTarget,
    (autoscaler, at, causes, { old }) => validate(asVersion2(autoscaler), at, causes, { old: old && asVersion2(old) }),
  ),
  validateUpdate: objectMetaUpdate,
};
