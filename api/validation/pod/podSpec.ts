import type { ObjectMeta, PodResourceClaim, PodSpec } from "../../../schemas/generated/types.ts";
import { reaches } from "../../version.ts";
import { type Check, all, between, choice, each, fields, oneOf, unlessEmpty } from "../../check.ts";
import { labels } from "../metadata.ts";
import { dnsLabel, dnsSubdomain, formatted } from "../names.ts";
import { hostNetworkPorts } from "./containerPorts.ts";
import { containers, ephemeralContainers, initContainers } from "./containers.ts";
import { dnsConfig, hostAliases, hostnameOverride } from "./dns.ts";
import { fileKeyVolumes } from "./env.ts";
import { overhead, podResourceRequirements } from "./resources.ts";
import { affinity, readinessGates, schedulingGates, toleration, topologySpreadConstraints } from "./scheduling.ts";
import { type PodScope, containersOf } from "./scope.ts";
import { podSecurityContext } from "./securityContext.ts";
import { type PlacedVolume, checkVolumes, placedVolumes } from "./volumes.ts";
import { fitsSystem, hostProcess } from "./windows.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const mostSeconds = 2 ** 31 - 1;

/** Names that may be absent, and then are empty texts to the server. */
const optionalName = unlessEmpty(formatted(dnsSubdomain));
const optionalLabel = unlessEmpty(formatted(dnsLabel));

const resourceClaims: Check<readonly PodResourceClaim[]> = (claims, at, causes) => {
  const seen = new Set<string>();
  claims.forEach(({ name = "", resourceClaimName, resourceClaimTemplateName }, i) => {
    const here = at.index(i);
    if (name === "") causes.required(here.field("name"), say("claim-without-name"));
    else if (seen.has(name)) causes.duplicate(here.field("name"), say("claim-name-taken", { name: quoted(name) }));
    else formatted(dnsLabel)(name, here.field("name"), causes, undefined);
    seen.add(name);
    if ((resourceClaimName === undefined) === (resourceClaimTemplateName === undefined)) {
      causes.invalid(here, say("empty-claim"));
    }
    fields<PodResourceClaim>({ resourceClaimName: formatted(dnsSubdomain), resourceClaimTemplateName: formatted(dnsSubdomain) })(
      { resourceClaimName, resourceClaimTemplateName },
      here,
      causes,
      undefined,
    );
  });
};

const os: Check<NonNullable<PodSpec["os"]>, PodScope> = ({ name = "" }, at, causes, { spec }) => {
  if (name === "") causes.required(at.field("name"), say("os-without-name"));
  else if (name !== "linux" && name !== "windows") oneOf("linux", "windows")(name, at.field("name").shownAs(at), causes, undefined);
  else fitsSystem(spec, at.parent!, causes, undefined);
};

/** A pod with users of its own can't share what belongs to the node's users. The server capitalizes two of the fields. */
const ownUsers: Check<PodSpec> = (spec, at, causes) => {
  const { hostUsers, hostNetwork, hostPID, hostIPC } = spec;
  if (hostUsers !== false) return;
  const message = (name: string) => say("not-without-host-users", { name });
  if (hostNetwork === true) causes.forbidden(at.field("hostNetwork"), message("hostNetwork"));
  if (hostPID === true) causes.forbidden(at.field("hostPID").shownAs(at.field("HostPID")), message("hostPID"));
  if (hostIPC === true) causes.forbidden(at.field("hostIPC").shownAs(at.field("HostIPC")), message("hostIPC"));
  for (const { container, at: here } of containersOf(spec, at)) {
    if ((container.volumeDevices ?? []).length > 0) causes.forbidden(here.field("volumeDevices"), message("volumeDevices"));
  }
};

const oneProcessSpace: Check<PodSpec> = ({ hostPID, shareProcessNamespace }, at, causes) => {
  if (hostPID !== true || shareProcessNamespace !== true) return;
  const here = at.field("shareProcessNamespace");
  const shown = reaches(causes.version, "1.37") ? here : here.shownAs(at.field("securityContext").field("shareProcessNamespace"));
  causes.invalid(shown, say("process-namespaces"));
};

const containersExist: Check<PodSpec> = ({ containers = [] }, at, causes) => {
  if (containers.length === 0) causes.required(at.field("containers"), say("no-containers"), { code: "no-containers" });
};

/** Each field by itself. The server drops `schedulingGroup`, whose feature is off. */
const parts = fields<PodSpec, PodScope>({
  containers: all(containers, hostNetworkPorts),
  initContainers,
  ephemeralContainers,
  resourceClaims,
  resources: podResourceRequirements,
  nodeSelector: labels,
  securityContext: podSecurityContext,
  affinity,
  restartPolicy: oneOf("Always", "OnFailure", "Never"),
  dnsPolicy: oneOf("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
  readinessGates,
  schedulingGates,
  topologySpreadConstraints,
  tolerations: each(toleration),
  hostAliases,
  serviceAccountName: optionalName,
  nodeName: optionalName,
  hostname: optionalLabel,
  subdomain: optionalLabel,
  priorityClassName: optionalName,
  runtimeClassName: formatted(dnsSubdomain),
  activeDeadlineSeconds: between(1, mostSeconds),
  overhead,
  os,
});

const whole = all<PodSpec, PodScope>(
  containersExist,
  parts,
  (spec, at, causes) => {
    if (spec.preemptionPolicy !== undefined) choice<PodSpec>("preemptionPolicy", "PreemptLowerPriority", "Never")(spec, at, causes, undefined);
  },
  dnsConfig,
  hostnameOverride,
  ownUsers,
  oneProcessSpace,
  hostProcess,
  fileKeyVolumes,
);

/** Whose spec this is. */
export interface PodSpecOf {
  /** The metadata of a pod by itself; nothing in a template, with which the server is more lenient. */
  readonly pod: ObjectMeta | undefined;
  /** The pod's volumes, where they are not just those of its spec. */
  readonly volumes?: readonly PlacedVolume[] | undefined;
}

/** What the API server refuses in the spec of a pod, wherever it is embedded. */
export const podSpec: Check<PodSpec, PodSpecOf> = (spec, at, causes, { pod, volumes = placedVolumes(spec.volumes ?? [], at.field("volumes")) }) => {
  const sound = checkVolumes(volumes, causes, pod);
  whole(spec, at, causes, { spec, podName: pod && (pod.name ?? ""), volumes: sound });
};
