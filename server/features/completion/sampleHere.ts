import { isObject } from "../../../api/object.ts";
import type { Shape, TypeName } from "../../../schemas/schema.ts";
import { textAt, valueAt } from "../../text/values.ts";
import { wordOf } from "../../names/named.ts";
import { templatePath } from "../../workspace/podOf.ts";
import type { Writing } from "./writing.ts";
import { adapted } from "./facts.ts";
import { sourceSample } from "./sources.ts";
import { missingVolumes } from "./names.ts";
import { skeletons } from "./starts.ts";
import { sampleOf, sampleOfField } from "../../schema/sampleOf.ts";
import type { Sample } from "../../schema/samples.ts";

/** A field's sample, adapted to this document: the object's own name, the labels of its selector, a volume of its pod, a port of its container. */
export function sampleHere(writing: Writing, owner: TypeName, name: string | undefined, shape: Shape): Sample {
  const own = (name === undefined ? undefined : ownSample(writing, owner, name)) ?? sourceSample(writing, shape);
  if (own !== undefined) return own;
  const whole = name === "spec" && writing.place.path.length === 0 ? specOf(writing.document.self.kind, shape) : undefined;
  const sample = whole ?? (name === undefined ? sampleOf(shape) : sampleOfField(owner, name, shape));
  const named = withHosts(writing, withMissingVolume(writing, withVolume(writing, sample, shape), shape), shape);
  return adapted(withOwnName(writing, named, owner), writing.facts);
}

/** An additional container gets another name and image than the first one, which is named after the object; two equal servers would use the same port. */
function withOwnName({ document, place }: Writing, sample: Sample, owner: TypeName): Sample {
  const beside = valueAt(document.manifest.value, place.path);
  if (owner !== "Container" || !Array.isArray(beside) || beside.filter(isObject).length === 0) return sample;
  return sample === "app"
    ? "sidecar"
    : isObject(sample) && "name" in sample
      ? { ...sample, name: "sidecar", image: "fluent/fluent-bit:4.0" }
      : sample;
}

/** The spec of a kind without required fields: the one of its skeleton. */
function specOf(kind: string, shape: Shape): Sample {
  const required = sampleOf(shape);
  const skeleton = skeletons[kind];
  return isObject(required) && Object.keys(required).length > 0 ? undefined : isObject(skeleton) ? skeleton["spec"] : undefined;
}

function ownSample({ document, place }: Writing, owner: TypeName, name: string): Sample {
  const { value } = document.manifest;
  const kind = document.self.kind;
  const template = templatePath(kind);
  const labels = labelsAt(value, [...(template ?? []), "metadata", "labels"]);
  const asked = labelsAt(value, kind === "ReplicationController" ? ["spec", "selector"] : ["spec", "selector", "matchLabels"]);
  if (owner === "ObjectMeta" && name === "labels" && place.path.includes("template")) return asked;
  if (owner === "PodTemplateSpec" && name === "metadata" && asked) return { labels: asked };
  if (owner === "LabelSelector" && name === "matchExpressions" && place.path.join(".") === "spec.selector" && isObject(labels))
    return Object.entries(labels)
      .slice(0, 1)
      .map(([key, held]) => ({ key, operator: "In", values: [held ?? null] }));
  if (owner === "LabelSelectorRequirement" && place.path.slice(0, 2).join(".") === "spec.selector" && isObject(labels)) {
    const key = textAt(value, [...place.path, "key"]);
    if (name === "key") return Object.keys(labels)[0];
    if (name === "values") return [labels[key] ?? null];
  }
  if (owner === "ResourceRequirements") return asMuchAs(valueAt(value, [...place.path, name === "limits" ? "requests" : "limits"]), name);
  if (owner === "LabelSelector" && name === "matchLabels" && place.path.join(".") === "spec.selector") return labels;
  if (name === "selector" && place.path.length === 1 && labels && template && template.length > 0)
    return kind === "ReplicationController" ? labels : { matchLabels: labels };
  if (name === "template" && asked && owner.endsWith("Spec"))
    return { metadata: { labels: asked }, spec: { containers: [{ name: document.self.name || "app", image: "nginx:1.29" }] } };
  if (owner === "PodSpec" && name === "os" && JSON.stringify(value).includes('"windowsOptions"')) return { name: "windows" };
  if (owner === "IngressTLS" && name === "hosts") return hostsOf(value);
  if (owner === "ContainerPort" && name === "hostPort") return asSample(valueAt(value, [...place.path, "containerPort"]));
  return undefined;
}

/** A mount gets the name of the pod's first volume. Without volumes the name stays open. */
function withVolume({ document, place }: Writing, sample: Sample, shape: Shape): Sample {
  const type = typeIn(shape);
  const isMount = type === "VolumeMount" || type === "VolumeDevice";
  if (!isMount || place.path.length === 0) return sample;
  const volume = document.mentions.find(({ named, role }) => named.is === "volume" && role === "definition");
  const name = volume && wordOf(volume.named);
  return eachOf(sample, (one) => ({ ...one, name }));
}

/** A volume or a claim gets the name of a mount that lacks it. */
function withMissingVolume({ document }: Writing, sample: Sample, shape: Shape): Sample {
  const type = typeIn(shape);
  const [name] = type === "Volume" || type === "PersistentVolumeClaim" ? missingVolumes(document.mentions) : [];
  if (name === undefined) return sample;
  return eachOf(sample, (one) =>
    type === "Volume" ? { ...one, name } : isObject(one["metadata"]) ? { ...one, metadata: { ...one["metadata"], name } } : one,
  );
}

/** The hosts of a certificate are those of the rules. */
function withHosts({ document }: Writing, sample: Sample, shape: Shape): Sample {
  const hosts = typeIn(shape) === "IngressTLS" ? hostsOf(document.manifest.value) : undefined;
  return hosts ? eachOf(sample, (one) => ({ ...one, hosts })) : sample;
}

function hostsOf(ingress: unknown): readonly string[] | undefined {
  const rules = valueAt(ingress, ["spec", "rules"]);
  const hosts = Array.isArray(rules) ? rules.map((rule: unknown) => textAt(rule, ["host"])).filter((host) => host !== "") : [];
  return hosts.length === 0 ? undefined : [...new Set(hosts)];
}

/** The type of an object, or of the items of a list. */
function typeIn(shape: Shape): TypeName | undefined {
  const item = shape.is === "list" ? shape.of : shape;
  return item.is === "object" ? item.type : undefined;
}

function eachOf(sample: Sample, change: (one: Readonly<Record<string, Sample>>) => Sample): Sample {
  if (Array.isArray(sample)) return (sample as readonly Sample[]).map((one) => eachOf(one, change));
  return isObject(sample) ? change(sample) : sample;
}

/** Limits that are not below the requests beside them, and requests that are not above the limits. */
function asMuchAs(other: unknown, name: string): Sample {
  if (!isObject(other)) return undefined;
  const kept = Object.entries(other).filter(([resource]) => name === "requests" || resource !== "cpu");
  const amounts = kept.filter((pair): pair is [string, string | number] => typeof pair[1] === "string" || typeof pair[1] === "number");
  return amounts.length > 0 ? Object.fromEntries(amounts) : undefined;
}

function labelsAt(value: unknown, steps: readonly string[]): Sample {
  const map = valueAt(value, steps);
  if (typeof map !== "object" || map === null) return undefined;
  const pairs = Object.entries(map).filter(([, held]) => typeof held === "string");
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

function asSample(value: unknown): Sample {
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}
