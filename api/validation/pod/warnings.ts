import type { Container, EphemeralContainer, ObjectMeta, PodAffinity, PodSpec, Volume } from "../../../schemas/generated/types.ts";
import { show } from "../../cause.ts";
import { type KubernetesObject, nameOf } from "../../object.ts";
import { type Path, pathTo } from "../../path.ts";
import { isWhole, parseQuantity } from "../../quantity.ts";
import { ipWarning } from "../ip.ts";
import { dnsLabel } from "../names.ts";
import { nodeLabelWarnings } from "../nodeLabels.ts";
import { claimSpecWarnings } from "../volumes/claim.ts";
import { appArmorContainer, seccompContainer, seccompPod } from "./annotations.ts";
import { containersOf } from "./scope.ts";
import type { SourceName } from "./volumeSources.ts";

/** A pod, or a template of pods, with the place where its parts stand. */
export interface Warned {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: PodSpec | undefined;
}

/** What the API server accepts of a pod with a raised finger: one sentence each, with the place in front. */
export function podWarnings({ metadata = {}, spec = {} }: Warned, root: Path): string[] {
  const at = root.field("spec");
  return [
    ...annotationWarnings(metadata, spec, root.field("metadata").field("annotations")),
    ...(spec.volumes ?? []).flatMap((volume, i) => volumeWarnings(volume, at.field("volumes").index(i))),
    ...containersOf(spec, at).flatMap(({ container, at: place }) => containerWarnings(container, place)),
    ...nodeWarnings(spec, at),
    ...selectorWarnings(spec, at),
    ...addressWarnings(spec, at),
    ...repeated(spec.hostAliases ?? [], ({ ip }) => ip, at.field("hostAliases"), "ip"),
    ...repeated(spec.imagePullSecrets ?? [], ({ name }) => name, at.field("imagePullSecrets"), "name"),
    ...portWarnings(spec, at),
  ];
}

/** The same of the template in a workload's spec. In a pod by itself the server mends a negative time at once. */
export function templateWarnings({ template = {} }: { readonly template?: Warned | undefined } = {}, owner: Path = pathTo("spec")): string[] {
  const at = owner.field("template");
  const negative = (template.spec?.terminationGracePeriodSeconds ?? 0) < 0;
  const time = at.field("spec").field("terminationGracePeriodSeconds");
  return [...podWarnings(template, at), ...(negative ? [`${time}: a negative time counts as 1 second.`] : [])];
}

/** Pods are called after their workload, and their hostnames after them. */
export function nameWarnings({ metadata = {} }: KubernetesObject): string[] {
  const name = nameOf(metadata);
  return name === "" || dnsLabel(name) === undefined ? [] : [`metadata.name: hostnames come from it, and ${show(name)} is no DNS label.`];
}

const dead: Readonly<Record<string, string>> = {
  "scheduler.alpha.kubernetes.io/critical-pod": "use priorityClassName",
  "security.alpha.kubernetes.io/sysctls": "use securityContext.sysctls",
  "security.alpha.kubernetes.io/unsafe-sysctls": "use securityContext.sysctls",
};

function annotationWarnings({ annotations = {} }: ObjectMeta, spec: PodSpec, at: Path): string[] {
  return Object.keys(annotations).flatMap((key) => {
    const container = (prefix: string) => containersOf(spec, at).find(({ container }) => key === `${prefix}${container.name}`)?.container;
    const seccomp = key === seccompPod ? spec : container(seccompContainer);
    if (Object.hasOwn(dead, key)) return [`${at.key(key)}: this annotation does nothing any more: ${dead[key]}.`];
    if (seccomp && !seccomp.securityContext?.seccompProfile) return [`${at.key(key)}: this annotation does nothing any more: use seccompProfile.`];
    const appArmor = container(appArmorContainer);
    return appArmor && !appArmor.securityContext?.appArmorProfile
      ? [`${at.key(key)}: this annotation is deprecated since 1.30: use appArmorProfile.`]
      : [];
  });
}

/** Since when a volume's source does nothing any more. */
const gone: { readonly [K in SourceName]?: string } = {
  photonPersistentDisk: "1.16",
  scaleIO: "1.22",
  flocker: "1.25",
  storageos: "1.25",
  quobyte: "1.25",
  glusterfs: "1.26",
  cephfs: "1.31",
  rbd: "1.31",
  gitRepo: "1.33",
};

function volumeWarnings(volume: Volume, at: Path): string[] {
  const ended = (Object.keys(gone) as SourceName[]).filter((name) => volume[name] !== undefined);
  const claim = volume.ephemeral?.volumeClaimTemplate?.spec;
  const empty = (volume.projected?.sources ?? []).some((source) => Object.keys(source).length === 0);
  return [
    ...ended.map((name) => `${at.field(name)}: such volumes do not work since Kubernetes ${gone[name]}.`),
    ...(claim ? claimSpecWarnings(claim).map((warning) => `${at.field("ephemeral").field("volumeClaimTemplate")}.${warning}`) : []),
    ...(empty ? [`${at.field("projected")}: a source of the volume ${show(volume.name ?? "")} is empty.`] : []),
  ];
}

function containerWarnings({ resources = {}, env = [], ports = [] }: Container | EphemeralContainer, at: Path): string[] {
  const fractions = (["limits", "requests"] as const).flatMap((side) =>
    ["memory", "ephemeral-storage"].flatMap((name) => {
      const written = resources[side]?.[name];
      const amount = written === undefined ? undefined : parseQuantity(written);
      if (amount === undefined || isWhole(amount)) return [];
      return [`${at.field("resources").field(side).key(name)}: ${written} is a fraction of a byte. Did you mean a larger unit, such as Mi?`];
    }),
  );
  const hidden = env.flatMap(({ name = "", value = "", valueFrom }, i) => {
    const reference = `$(${name})`;
    const extended = valueFrom === undefined && value !== reference && value.includes(reference);
    const again = env.findIndex((other) => other.name === name) < i;
    return again && !extended ? [`${at.field("env").index(i)}: hides the earlier ${name}, which kubectl apply may drop.`] : [];
  });
  const bound = ports.flatMap(({ hostIP = "", hostPort = 0 }, i) =>
    hostIP !== "" && hostPort === 0 ? [`${at.field("ports").index(i)}: hostIP means nothing without a hostPort.`] : [],
  );
  return [...fractions, ...hidden, ...bound];
}

/** Labels that nodes should not be chosen by any more. */
function nodeWarnings({ nodeSelector = {}, affinity, topologySpreadConstraints = [] }: PodSpec, at: Path): string[] {
  const node = affinity?.nodeAffinity;
  const place = at.field("affinity").field("nodeAffinity");
  const hard = (node?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).map((term, i) => ({
    term,
    at: place.field("requiredDuringSchedulingIgnoredDuringExecution").field("nodeSelectorTerms").index(i),
  }));
  const soft = (node?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ preference: term = {} }, i) => ({
    term,
    at: place.field("preferredDuringSchedulingIgnoredDuringExecution").index(i).field("preference"),
  }));
  const spread = at.field("topologySpreadConstraints");
  return [
    ...Object.keys(nodeSelector).flatMap((key) => nodeLabelWarnings(at.field("nodeSelector").key(key).toString(), key)),
    ...[...hard, ...soft].flatMap(({ term, at: here }) =>
      (term.matchExpressions ?? []).flatMap(({ key = "" }, i) =>
        nodeLabelWarnings(here.field("matchExpressions").index(i).field("key").toString(), key),
      ),
    ),
    ...topologySpreadConstraints.flatMap(({ topologyKey = "" }, i) =>
      nodeLabelWarnings(spread.index(i).field("topologyKey").toString(), topologyKey),
    ),
  ];
}

function addressWarnings({ dnsConfig, hostAliases = [] }: PodSpec, at: Path): string[] {
  const servers = at.field("dnsConfig").field("nameservers");
  return [
    ...(dnsConfig?.nameservers ?? []).flatMap((server, i) => ipWarning(servers.index(i).toString(), server)),
    ...hostAliases.flatMap(({ ip = "" }, i) => ipWarning(at.field("hostAliases").index(i).field("ip").toString(), ip)),
  ];
}

function selectorWarnings({ topologySpreadConstraints = [], affinity = {} }: PodSpec, at: Path): string[] {
  const none = (place: Path) => `${place.field("labelSelector")}: without a selector it matches no pod.`;
  const spread = at.field("topologySpreadConstraints");
  const ofAffinity = (terms: PodAffinity | undefined, place: Path) => {
    const [hard, soft] = [
      place.field("requiredDuringSchedulingIgnoredDuringExecution"),
      place.field("preferredDuringSchedulingIgnoredDuringExecution"),
    ];
    return [
      ...(terms?.requiredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((term, i) => (term.labelSelector ? [] : [none(hard.index(i))])),
      ...(terms?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ podAffinityTerm }, i) =>
        podAffinityTerm?.labelSelector ? [] : [none(soft.index(i).field("podAffinityTerm"))],
      ),
    ];
  };
  return [
    ...topologySpreadConstraints.flatMap((constraint, i) => (constraint.labelSelector ? [] : [none(spread.index(i))])),
    ...ofAffinity(affinity.podAffinity, at.field("affinity").field("podAffinity")),
    ...ofAffinity(affinity.podAntiAffinity, at.field("affinity").field("podAntiAffinity")),
  ];
}

function repeated<T>(items: readonly T[], keyOf: (item: T) => string | undefined, at: Path, name: string): string[] {
  return items.flatMap((item, i) => {
    const key = keyOf(item) ?? "";
    const place = at.index(i).field(name);
    if (name === "name" && key === "") return [`${place}: it is empty.`];
    return items.findIndex((other) => (keyOf(other) ?? "") === key) < i ? [`${place}: ${show(key)} is there twice.`] : [];
  });
}

/** Ports that several containers declare: all of them share one address. */
function portWarnings(spec: PodSpec, at: Path): string[] {
  const ports = containersOf(spec, at).flatMap(({ container, at: place }) =>
    (container.ports ?? []).map((port, i) => ({ port, place: place.field("ports").index(i) })),
  );
  return ports.flatMap(({ port, place }, i) => {
    const before = ports.slice(0, i);
    const same = before.find((other) => other.port.containerPort === port.containerPort && other.port.protocol === port.protocol);
    const named = port.name ? before.find((other) => other.port.name === port.name) : undefined;
    const alike = same !== undefined && (sameHost(same.port, port) || !same.port.hostPort || !port.hostPort);
    return [
      ...(alike ? [`${place}: ${port.containerPort}/${port.protocol} is declared already at ${same.place}.`] : []),
      ...(named ? [`${place}: ${show(port.name)} is the name of ${named.place} too, which services and probes take.`] : []),
    ];
  });
}

function sameHost(a: { hostIP?: string | undefined; hostPort?: number | undefined }, b: typeof a): boolean {
  return (a.hostPort ?? 0) === (b.hostPort ?? 0) && ((a.hostIP ?? "") === (b.hostIP ?? "") || !a.hostIP || !b.hostIP);
}
