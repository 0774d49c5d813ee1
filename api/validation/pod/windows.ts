import type { PodSecurityContext, PodSpec, SecurityContext, WindowsSecurityContextOptions } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { type Check, fields } from "../../check.ts";
import type { Path } from "../../path.ts";
import { byteLength } from "../metadata.ts";
import { dnsSubdomain, formatted } from "../names.ts";
import { containersOf } from "./scope.ts";
import { type ApiSentence, say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const longestSpec = 64 * 1024;
const longestDomain = 255;
const longestUser = 104;

const netBiosName = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const domainName = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** What is wrong with `user` or `domain\user`, if anything. */
function userFlaw(name: string): ApiSentence | undefined {
  const parts = name.split("\\");
  const [domain, user] = parts.length === 2 ? [parts[0]!, parts[1]!] : [undefined, name];
  if (name === "") return say("it-is-empty");
  if (/[^ -~\u0080-\uffff]/.test(name)) return say("has-control-characters");
  if (parts.length > 2) return say("several-backslashes");
  if (domain !== undefined && (domain.length > longestDomain || !(netBiosName.test(domain) || domainName.test(domain))))
    return say("no-windows-domain", { domain: quoted(domain) });
  if (user === "") return say("user-missing");
  if (user.length > longestUser) return say("user-too-long", { length: user.length, most: longestUser });
  if (/^[. ]+$/.test(user)) return say("user-of-dots");
  return /["/\\:;|=,+*?<>@[\]]/.test(user) ? say("user-has-special", { characters: '"/\\:;|=,+*?<>@[]' }) : undefined;
}

/** What containers on Windows run as. */
export const windowsOptions = fields<WindowsSecurityContextOptions>({
  gmsaCredentialSpecName: formatted(dnsSubdomain),
  gmsaCredentialSpec: (spec, at, causes) => {
    const size = byteLength(spec);
    if (size === 0 || size > longestSpec) causes.invalid(at, say("spec-size", { most: longestSpec, size }));
  },
  runAsUserName: (name, at, causes) => {
    const flaw = userFlaw(name);
    if (flaw !== undefined) causes.invalid(at, say("not-a-user", { name: quoted(name), flaw }));
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
        say("host-process-differs", { ofPod: String(ofPod) }),
      );
    }
    if (own ?? ofPod) count++;
  }
  if (count === 0) return;
  if (count < containers.length) causes.invalid(at, say("all-host-process"));
  if (spec.hostNetwork !== true) causes.invalid(at.field("hostNetwork"), say("host-process-network"));
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
      if (context?.windowsOptions !== undefined) causes.forbidden(place.field("windowsOptions"), say("linux-pod"), { code: "wrong-os" });
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
    if (value?.[name] !== undefined) causes.forbidden(at.field(name), say("windows-pod", { name }), { code: "wrong-os" });
  }
}
