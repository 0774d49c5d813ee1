import type {
  ContainerResourceMetricSource,
  ExternalMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
  ObjectMetricSource,
  PodsMetricSource,
  ResourceMetricSource,
} from "../../../schemas/generated/types.ts";
import { allowing } from "../../cause.ts";
import { type Check, all, between, fields, required, unlessEmpty, within } from "../../check.ts";
import { parseQuantity, sign } from "../../quantity.ts";
import { dnsLabel, formatted, pathSegment } from "../names.ts";
import { containerResource } from "../resourceNames.ts";
import { type Apis, reference } from "./reference.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

const positive: Check<string | number> = (written, at, causes) => {
  const amount = parseQuantity(written);
  if (amount !== undefined && sign(amount) <= 0) causes.invalid(at, say("target-above-zero", { written: quoted(written) }));
};

const targetTypes = ["Utilization", "Value", "AverageValue"];

const target = all<MetricTarget>(
  ({ type = "" }, at, causes) => {
    if (type === "")
      causes.required(at.field("type"), say("target-type-missing", { types: listed(targetTypes) }), { code: "metric-target", allowed: targetTypes });
    if (!targetTypes.includes(type))
      causes.invalid(at.field("type"), say("no-target-type", { type: quoted(type), types: listed(targetTypes) }), {
        code: "metric-target",
        ...allowing(type, targetTypes),
      });
  },
  fields<MetricTarget>({ value: positive, averageValue: positive, averageUtilization: between(1) }),
);

type Aim = "value" | "averageValue" | "averageUtilization";

/** One of these aims must be there, not both; the server asks for the `wanted` one, and forbids the other. */
function aims(wanted: Aim, other: Aim, both: "allowed" | "refused"): Check<MetricTarget> {
  return (held, at, causes) => {
    const [first, second] = [held[wanted] !== undefined, held[other] !== undefined];
    if (!first && !second) causes.required(at.field(wanted), say("target-missing", { wanted, other }), { code: "metric-target" });
    if (first && second && both === "refused") {
      const forbidden = wanted === "averageUtilization" ? other : "value";
      causes.forbidden(at.field(forbidden), say("two-targets", { wanted, other }), { code: "metric-target" });
    }
  };
}

const metric = within<{ metric?: MetricIdentifier | undefined }, "metric">(
  "metric",
  all(required<MetricIdentifier>("name"), fields<MetricIdentifier>({ name: unlessEmpty(formatted(pathSegment)) })),
);

function aimedAt(...checks: readonly Check<MetricTarget>[]): Check<{ target?: MetricTarget | undefined }> {
  return within<{ target?: MetricTarget | undefined }, "target">("target", all(target, ...checks));
}

const perPod: Check<MetricTarget> = ({ averageValue }, at, causes) => {
  if (averageValue === undefined) causes.required(at.field("averageValue"), say("target-per-pod"), { code: "metric-target" });
};

/** The sources, in the order in which the server looks at them: of several it only reads the first. */
const sources = {
  object: all<ObjectMetricSource, Apis>(
    within<ObjectMetricSource, "describedObject", Apis>("describedObject", reference),
    metric,
    aimedAt(aims("averageValue", "value", "allowed")),
  ),
  external: all<ExternalMetricSource>(metric, aimedAt(aims("averageValue", "value", "refused"))),
  pods: all<PodsMetricSource>(metric, aimedAt(perPod)),
  resource: all<ResourceMetricSource>(required<ResourceMetricSource>("name"), aimedAt(aims("averageUtilization", "averageValue", "refused"))),
  containerResource: all<ContainerResourceMetricSource>(
    required<ContainerResourceMetricSource>("name", "container"),
    fields<ContainerResourceMetricSource>({
      name: unlessEmpty(containerResource),
      container: unlessEmpty(formatted(dnsLabel)),
    }),
    aimedAt(aims("averageUtilization", "averageValue", "refused")),
  ),
} as const;

type SourceName = keyof typeof sources;
const sourceNames = Object.keys(sources) as SourceName[];

const sourceOf: Readonly<Record<string, SourceName>> = {
  ContainerResource: "containerResource",
  External: "external",
  Object: "object",
  Pods: "pods",
  Resource: "resource",
};

/** A metric has the one source that its type names. */
export const metricSpec: Check<MetricSpec, Apis> = (spec, at, causes, apis) => {
  const { type = "" } = spec;
  const expected = Object.hasOwn(sourceOf, type) ? sourceOf[type] : undefined;
  const present = sourceNames.filter((name) => spec[name] !== undefined);
  if (type === "") causes.required(at.field("type"), say("metric-type-missing"));
  if (expected === undefined) causes.notSupported(at.field("type"), type, Object.keys(sourceOf));
  const [first] = present;
  if (first !== undefined) fields<MetricSpec, Apis>({ [first]: sources[first] })(spec, at, causes, apis);
  if (expected !== undefined && !present.includes(expected)) {
    causes.required(at.field(expected), say("metric-source-missing", { type, expected }), { code: "metric-source" });
  }
  if (present.length < 2) return;
  for (const name of present.filter((other) => other !== expected)) {
    causes.forbidden(at.field(name), say("other-metric-source", { type: quoted(type), name }), { code: "metric-source" });
  }
};
