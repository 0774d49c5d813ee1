import type { PodSecurityContext, PodSpec, SecurityContext, WindowsSecurityContextOptions } from "../../../schemas/generated/types.ts";
import { type Causes, show } from "../../cause.ts";
import { type Check, fields } from "../../check.ts";
import type { Path } from "../../path.ts";
import { byteLength } from "../metadata.ts";
import { dnsSubdomain, formatted } from "../names.ts";
import { containersOf } from "./scope.ts";

const longestSpec = 64 * 1024;
const longestDomain = 255;
const longestUser = 104;

const netBiosName = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const domainName = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** What is wrong with `user` or `domain\user`, if anything. */
function userFlaw(name: string): string | undefined {
  const parts = name.split("\\");
  const [domain, user] = parts.length === 2 ? [parts[0]!, parts[1]!] : [undefined, name];
  if (name === "") return "it is empty";
  if (/[^ -~\u0080-\uffff]/.test(name)) return "it has control characters";
  if (parts.length > 2) return "it has more than one backslash";
  if (domain !== undefined && (domain.length > longestDomain || !(netBiosName.test(domain) || domainName.test(domain))))
    return `${show(domain)} is no Windows domain`;
  if (user === "") return "the user is missing after the backslash";
  if (user.length > longestUser) return `the user has ${user.length} characters and ${longestUser} are allowed`;
  if (/^[. ]+$/.test(user)) return "a user can't be of dots and spaces only";
  return /["/\\:;|=,+*?<>@[\]]/.test(user) ? 'the user has one of the characters "/\\:;|=,+*?<>@[]' : undefined;
}

/** What containers on Windows run as. */
export const windowsOptions = fields<WindowsSecurityContextOptions>({
  gmsaCredentialSpecName: formatted(dnsSubdomain),
  gmsaCredentialSpec: (spec, at, causes) => {
    const size = byteLength(spec);
    if (size === 0 || size > longestSpec) causes.invalid(at, `gmsaCredentialSpec must have between 1 and ${longestSpec} bytes, not ${size}.`);
  },
  runAsUserName: (name, at, causes) => {
    const flaw = userFlaw(name);
    if (flaw !== undefined) causes.invalid(at, `${show(name)} can't be a user: ${flaw}.`);
  },
});

/** Containers that run as processes of their host do so all together, and on the host's network. */
export const hostProcess: Check<PodSpec> = (spec, at, causes) => {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const containers = containersOf(spec, at);
  let count = 0;
  for (const { container, at: here } of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (own !== undefined && ofPod !== undefined && own !== ofPod) {
      causes.invalid(
        here.field("securityContext").field("windowsOptions").field("hostProcess"),
        `hostProcess is ${ofPod} for the pod: a container can't differ.`,
      );
    }
    if (own ?? ofPod) count++;
  }
  if (count === 0) return;
  if (count < containers.length) causes.invalid(at, "Either all containers of a pod are hostProcess containers or none is.");
  if (spec.hostNetwork !== true) causes.invalid(at.field("hostNetwork"), "hostProcess containers need hostNetwork: true.");
};

const podFields: readonly (keyof PodSecurityContext)[] = [
  ...(["appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "runAsUser", "runAsGroup"] as const),
  ...(["supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy"] as const),
];
const containerFields: readonly (keyof SecurityContext)[] = [
  ...(["appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem"] as const),
  ...(["privileged", "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup"] as const),
];

/** A pod for a system has nothing that only the other system knows. */
export const fitsSystem: Check<PodSpec> = (spec, at, causes) => {
  const system = spec.os?.name ?? "";
  const pod = { context: spec.securityContext, place: at.field("securityContext") };
  const containers = containersOf(spec, at).map(({ container, at: here }) => ({
    context: container.securityContext,
    place: here.field("securityContext"),
  }));
  if (system === "linux") {
    for (const { context, place } of [pod, ...containers]) {
      if (context?.windowsOptions !== undefined)
        causes.forbidden(place.field("windowsOptions"), "A linux pod can't have windowsOptions.", { code: "wrong-os" });
    }
  } else if (system === "windows") {
    forbid(pod.context, podFields, pod.place, causes);
    if ((spec.securityContext?.sysctls ?? []).length > 0) forbid(spec.securityContext, ["sysctls"], pod.place, causes);
    forbid(spec, ["hostUsers", "shareProcessNamespace"], at, causes);
    forbid({ hostPID: spec.hostPID || undefined, hostIPC: spec.hostIPC || undefined }, ["hostPID", "hostIPC"], at, causes);
    for (const { context, place } of containers) forbid(context, containerFields, place, causes);
  }
};

function forbid<T extends object>(value: T | undefined, names: readonly (keyof T & string)[], at: Path, causes: Causes): void {
  for (const name of names) {
    if (value?.[name] !== undefined) causes.forbidden(at.field(name), `A windows pod can't have ${name}.`, { code: "wrong-os" });
  }
}
