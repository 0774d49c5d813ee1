import type { AppArmorProfile, PodSecurityContext, SeccompProfile, SecurityContext, Sysctl } from "../../../schemas/generated/types.ts";
import { type Check, all, between, choice, each, fields, oneOf, since } from "../../check.ts";
import { localPath } from "./paths.ts";
import type { PodScope } from "./scope.ts";
import { windowsOptions } from "./windows.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** The number of a user or a group. */
const id = between(0, 2 ** 31 - 1);
const profileTypes = ["Localhost", "RuntimeDefault", "Unconfined"];

const seccompProfile: Check<SeccompProfile> = all<SeccompProfile>(choice("type", ...profileTypes), ({ type, localhostProfile }, at, causes) => {
  const here = at.field("localhostProfile");
  if (type !== "Localhost") {
    if (localhostProfile !== undefined) causes.invalid(here, say("profile-only-localhost"));
  } else if (localhostProfile === undefined) causes.required(here, say("profile-missing"));
  else localPath(localhostProfile, here, causes, undefined);
});

const longestProfile = 4095;

const appArmorProfile: Check<AppArmorProfile> = all<AppArmorProfile>(
  choice("type", ...profileTypes),
  ({ type = "", localhostProfile }, at, causes) => {
    const here = at.field("localhostProfile");
    if (type !== "Localhost") {
      if (localhostProfile !== undefined && profileTypes.includes(type)) causes.invalid(here, say("profile-only-localhost"));
    } else if (localhostProfile === undefined || localhostProfile === "") causes.required(here, say("profile-missing"));
    else {
      if (localhostProfile.trim() !== localhostProfile)
        causes.invalid(here, say("image-with-spaces", { image: quoted(localhostProfile) }), { instead: localhostProfile.trim() });
      if (localhostProfile.length > longestProfile) causes.add("FieldValueTooLong", here, say("profile-too-long", { most: longestProfile }));
    }
  },
);

const sysctlName = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const ipcSysctls = new Set([
  "kernel.sem",
  "kernel.shmall",
  "kernel.shmmax",
  "kernel.shmmni",
  "kernel.shm_rmid_forced",
  "kernel.shm",
  "kernel.msgmax",
  "kernel.msgmnb",
  "kernel.msgmni",
  "kernel.msg",
]);

/** `net/ipv4/conf/eth0.100` with its separators as the kernel writes them. */
function normalized(name: string): string {
  if (!/^[^./]*\//.test(name)) return name;
  return name.replace(/[./]/g, (separator) => (separator === "." ? "/" : "."));
}

const sysctls: Check<readonly Sysctl[], PodScope> = (list, at, causes, { spec }) => {
  const seen = new Set<string>();
  list.forEach(({ name = "" }, i) => {
    const here = at.index(i).field("name");
    const kernel = normalized(name).split("*")[0]!;
    if (name === "") causes.required(here, say("sysctl-without-name"));
    else if (name.length > 253 || !sysctlName.test(name)) causes.invalid(here, say("no-sysctl", { name: quoted(name) }));
    else if (seen.has(name)) causes.duplicate(here, say("sysctl-twice", { name: quoted(name) }));
    if (spec.hostNetwork === true && kernel.startsWith("net.")) causes.invalid(here, say("sysctl-of-host-network", { name: quoted(name) }));
    else if (spec.hostIPC === true && (ipcSysctls.has(kernel) || kernel.startsWith("fs.mqueue.")))
      causes.invalid(here, say("sysctl-of-host-ipc", { name: quoted(name) }));
    seen.add(name);
  });
};

/** The security context of a pod. */
export const podSecurityContext = fields<PodSecurityContext, PodScope>({
  fsGroup: id,
  runAsUser: id,
  runAsGroup: id,
  supplementalGroups: each(id),
  sysctls,
  fsGroupChangePolicy: oneOf("Always", "OnRootMismatch"),
  seccompProfile,
  windowsOptions,
  appArmorProfile,
  supplementalGroupsPolicy: oneOf("Merge", "Strict"),
  seLinuxChangePolicy: since("1.37", oneOf("MountOption", "Recursive"), oneOf("Recursive")),
});

const noEscalation: Check<SecurityContext> = ({ allowPrivilegeEscalation, privileged, capabilities }, at, causes) => {
  if (allowPrivilegeEscalation !== false) return;
  if (privileged === true) causes.invalid(at, say("privileged-escalates"), { code: "privilege-escalation" });
  if (capabilities?.add?.includes("CAP_SYS_ADMIN")) causes.invalid(at, say("sys-admin-escalates"), { code: "privilege-escalation" });
};

const procMount: Check<string, PodScope> = (type, at, causes, { spec }) => {
  oneOf("Default", "Unmasked")(type, at, causes, undefined);
  if (type === "Unmasked" && spec.hostUsers !== false) causes.invalid(at, say("unmasked-needs-user-namespace"));
};

/** The security context of a container. */
export const securityContext: Check<SecurityContext, PodScope> = all(
  fields<SecurityContext, PodScope>({ runAsUser: id, runAsGroup: id, procMount, seccompProfile, windowsOptions, appArmorProfile }),
  noEscalation,
);
