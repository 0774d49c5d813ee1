import type { Container, EphemeralContainer, ObjectMeta, PodAffinity, PodSpec, Volume } from "../../../schemas/generated/types.ts";
import { type KubernetesObject, nameOf } from "../../object.ts";
import { isWhole, parseQuantity } from "../../quantity.ts";
import { type Path, pathTo } from "../../path.ts";
import { byteFraction, deprecated, warning, type Warning } from "../../warning.ts";
import { ipWarning } from "../ip.ts";
import { dnsLabel } from "../names.ts";
import { nodeLabelWarnings } from "../nodeLabels.ts";
import { claimSpecWarnings } from "../volumes/claim.ts";
import { appArmorContainer, seccompContainer, seccompPod } from "./annotations.ts";
import { containersOf } from "./scope.ts";
import type { SourceName } from "./volumeSources.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** A pod, or a template of pods, with the place where its parts stand. */
export interface Warned {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: PodSpec | undefined;
}

/** The API server's warnings for a pod, in the order of its fields. */
export function podWarnings({ metadata = {}, spec = {} }: Warned, root: Path): Warning[] {
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

/** The same of the template in a workload's spec. In a single pod the server corrects a negative time at once. */
export function templateWarnings({ template = {} }: { readonly template?: Warned | undefined } = {}, owner: Path = pathTo("spec")): Warning[] {
  const at = owner.field("template");
  const negative = (template.spec?.terminationGracePeriodSeconds ?? 0) < 0;
  const time = at.field("spec").field("terminationGracePeriodSeconds");
  return [...podWarnings(template, at), ...(negative ? [warning(time, say("negative-time"))] : [])];
}

/** Pods are called after their workload, and their hostnames after them. */
export function nameWarnings({ metadata = {} }: KubernetesObject): Warning[] {
  const name = nameOf(metadata);
  if (name === "" || dnsLabel(name) === undefined) return [];
  return [warning(pathTo("metadata", "name"), say("hostname-from-name", { name: quoted(name) }))];
}

const dead: Readonly<Record<string, string>> = {
  "scheduler.alpha.kubernetes.io/critical-pod": "priorityClassName",
  "security.alpha.kubernetes.io/sysctls": "securityContext.sysctls",
  "security.alpha.kubernetes.io/unsafe-sysctls": "securityContext.sysctls",
};

function annotationWarnings({ annotations = {} }: ObjectMeta, spec: PodSpec, at: Path): Warning[] {
  return Object.keys(annotations).flatMap((key) => {
    const container = (prefix: string) => containersOf(spec, at).find(({ container }) => key === `${prefix}${container.name}`)?.container;
    const seccomp = key === seccompPod ? spec : container(seccompContainer);
    if (Object.hasOwn(dead, key)) return [deprecated(at.key(key), say("annotation-dead-use", { now: dead[key]! }))];
    if (seccomp && !seccomp.securityContext?.seccompProfile) return [deprecated(at.key(key), say("annotation-dead-use", { now: "seccompProfile" }))];
    const appArmor = container(appArmorContainer);
    return appArmor && !appArmor.securityContext?.appArmorProfile ? [deprecated(at.key(key), say("app-armor-annotation-deprecated"))] : [];
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

function volumeWarnings(volume: Volume, at: Path): Warning[] {
  const ended = (Object.keys(gone) as SourceName[]).filter((name) => volume[name] !== undefined);
  const claim = volume.ephemeral?.volumeClaimTemplate?.spec;
  const empty = (volume.projected?.sources ?? []).some((source) => Object.keys(source).length === 0);
  return [
    ...ended.map((name) => deprecated(at.field(name), say("volume-dead-since", { since: gone[name]! }))),
    ...(claim ? claimSpecWarnings(claim, at.field("ephemeral").field("volumeClaimTemplate").field("spec")) : []),
    ...(empty ? [warning(at.field("projected"), say("empty-source", { name: quoted(volume.name ?? "") }))] : []),
  ];
}

function containerWarnings({ resources = {}, env = [], ports = [] }: Container | EphemeralContainer, at: Path): Warning[] {
  const fractions = (["limits", "requests"] as const).flatMap((side) =>
    ["memory", "ephemeral-storage"].flatMap((name) => {
      const written = resources[side]?.[name];
      const amount = written === undefined ? undefined : parseQuantity(written);
      if (amount === undefined || isWhole(amount)) return [];
      return [byteFraction(at.field("resources").field(side).key(name), String(written))];
    }),
  );
  const named = new Set<string>();
  const hidden = env.flatMap(({ name = "", value = "", valueFrom }, i) => {
    const reference = `$(${name})`;
    const extended = valueFrom === undefined && value !== reference && value.includes(reference);
    const again = named.has(name);
    named.add(name);
    return again && !extended ? [warning(at.field("env").index(i), say("variable-twice", { name }), "duplicate-env")] : [];
  });
  const bound = ports.flatMap(({ hostIP = "", hostPort = 0 }, i) =>
    hostIP !== "" && hostPort === 0 ? [warning(at.field("ports").index(i), say("host-ip-alone"))] : [],
  );
  return [...fractions, ...hidden, ...bound];
}

/** Labels that nodes should not be chosen by any more. */
function nodeWarnings({ nodeSelector = {}, affinity, topologySpreadConstraints = [] }: PodSpec, at: Path): Warning[] {
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
    ...Object.keys(nodeSelector).flatMap((key) => nodeLabelWarnings(at.field("nodeSelector").key(key), key)),
    ...[...hard, ...soft].flatMap(({ term, at: here }) =>
      (term.matchExpressions ?? []).flatMap(({ key = "" }, i) => nodeLabelWarnings(here.field("matchExpressions").index(i).field("key"), key)),
    ),
    ...topologySpreadConstraints.flatMap(({ topologyKey = "" }, i) => nodeLabelWarnings(spread.index(i).field("topologyKey"), topologyKey)),
  ];
}

function addressWarnings({ dnsConfig, hostAliases = [] }: PodSpec, at: Path): Warning[] {
  const servers = at.field("dnsConfig").field("nameservers");
  return [
    ...(dnsConfig?.nameservers ?? []).flatMap((server, i) => ipWarning(servers.index(i), server)),
    ...hostAliases.flatMap(({ ip = "" }, i) => ipWarning(at.field("hostAliases").index(i).field("ip"), ip)),
  ];
}

function selectorWarnings({ topologySpreadConstraints = [], affinity = {} }: PodSpec, at: Path): Warning[] {
  const none = (place: Path) => warning(place.field("labelSelector"), say("matches-no-pod"));
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

function repeated<T>(items: readonly T[], keyOf: (item: T) => string | undefined, at: Path, name: string): Warning[] {
  const seen = new Set<string>();
  return items.flatMap((item, i) => {
    const key = keyOf(item) ?? "";
    const again = seen.has(key);
    seen.add(key);
    const place = at.index(i).field(name);
    if (name === "name" && key === "") return [warning(place, say("empty-name"))];
    return again ? [warning(place, say("there-twice", { key: quoted(key) }))] : [];
  });
}

/** Ports that several containers declare: all of them share one address. */
function portWarnings(spec: PodSpec, at: Path): Warning[] {
  const ports = containersOf(spec, at).flatMap(({ container, at: place }) =>
    (container.ports ?? []).map((port, i) => ({ port, place: place.field("ports").index(i) })),
  );
  const firstOf = new Map<string, (typeof ports)[number]>();
  const earlier = (key: string, one: (typeof ports)[number]): (typeof ports)[number] | undefined => {
    const first = firstOf.get(key);
    if (!first) firstOf.set(key, one);
    return first;
  };
  return ports.flatMap((one) => {
    const { port, place } = one;
    const same = earlier(`${port.containerPort}/${port.protocol}`, one);
    const named = port.name ? earlier(`named ${port.name}`, one) : undefined;
    const alike = same !== undefined && (sameHost(same.port, port) || !same.port.hostPort || !port.hostPort);
    return [
      ...(alike
        ? [
            warning(
              place,
              say("port-declared-already", { port: `${port.containerPort}/${port.protocol}`, place: same.place.toString() }),
              "duplicate-port",
            ),
          ]
        : []),
      ...(named ? [warning(place, say("port-name-also-at", { name: quoted(port.name), place: named.place.toString() }), "duplicate-port")] : []),
    ];
  });
}

function sameHost(a: { hostIP?: string | undefined; hostPort?: number | undefined }, b: typeof a): boolean {
  return (a.hostPort ?? 0) === (b.hostPort ?? 0) && ((a.hostIP ?? "") === (b.hostIP ?? "") || !a.hostIP || !b.hostIP);
}
