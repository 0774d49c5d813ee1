import type { Steps } from "../../api/path.ts";
import { isObject, textOf } from "../../api/object.ts";
import { textAt, valueAt } from "../text/values.ts";
import { containersOf, itemsOf, podOf } from "./pods.ts";
import type { Remark, Rule, Subject } from "./rule.ts";
import { type ServerSentence, say } from "../words/say.ts";

/** The requirements of the Pod Security Standards, at the level of the settings: the same as a namespace's label would enforce. */
export const podSecurityStandard: Rule = {
  code: "pod-security-standard",
  severity: "warning",
  looksAt: "workspace",
  *check(subject) {
    const { podSecurity } = subject.settings;
    if (podSecurity === "off") return;
    yield* baseline(subject);
    if (podSecurity === "restricted") yield* restricted(subject);
  },
};

const allowedCapabilities = new Set(
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(" "),
);
const allowedSeLinuxTypes = new Set(["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"]);
const safeSysctls = new Set(
  "kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.ip_unprivileged_port_start net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_local_reserved_ports net.ipv4.tcp_keepalive_time net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes net.ipv4.tcp_rmem net.ipv4.tcp_wmem".split(
    " ",
  ),
);

function* baseline(subject: Subject): Iterable<Remark> {
  const pod = podOf(subject);
  if (!pod) return;
  const { path, spec } = pod;
  for (const field of ["hostNetwork", "hostPID", "hostIPC"]) if (spec[field] === true) yield forbidden([...path, field], field);
  for (const { item, index } of itemsOf(spec["volumes"]))
    if (item["hostPath"] !== undefined) yield forbidden([...path, "volumes", index, "hostPath"], "hostPath");
  for (const { item, index } of itemsOf(valueAt(spec, ["securityContext", "sysctls"])))
    if (!safeSysctls.has(textOf(item["name"]))) yield forbidden([...path, "securityContext", "sysctls", index, "name"], textOf(item["name"]));
  yield* baselineContext(spec["securityContext"], [...path, "securityContext"]);
  for (const { container, path: at } of containersOf(subject, true)) {
    const context = container["securityContext"];
    yield* baselineContext(context, [...at, "securityContext"]);
    if (valueAt(context, ["privileged"]) === true) yield forbidden([...at, "securityContext", "privileged"], "privileged");
    for (const [index, capability] of listOf(valueAt(context, ["capabilities", "add"])).entries())
      if (!allowedCapabilities.has(textOf(capability))) yield forbidden([...at, "securityContext", "capabilities", "add", index], textOf(capability));
    for (const { item, index } of itemsOf(container["ports"]))
      if (typeof item["hostPort"] === "number" && item["hostPort"] !== 0) yield forbidden([...at, "ports", index, "hostPort"], "hostPort");
    if (![undefined, "", "Default"].includes(valueAt(context, ["procMount"]) as string | undefined))
      yield forbidden([...at, "securityContext", "procMount"], "procMount");
  }
}

/** Requirements for the security context of pods and of containers. */
function* baselineContext(context: unknown, path: Steps): Iterable<Remark> {
  if (valueAt(context, ["seccompProfile", "type"]) === "Unconfined") yield forbidden([...path, "seccompProfile", "type"], "Unconfined");
  if (valueAt(context, ["appArmorProfile", "type"]) === "Unconfined") yield forbidden([...path, "appArmorProfile", "type"], "Unconfined");
  if (valueAt(context, ["windowsOptions", "hostProcess"]) === true) yield forbidden([...path, "windowsOptions", "hostProcess"], "hostProcess");
  const selinux = valueAt(context, ["seLinuxOptions"]);
  if (!isObject(selinux)) return;
  if (!allowedSeLinuxTypes.has(textAt(selinux, ["type"]))) yield forbidden([...path, "seLinuxOptions", "type"], textAt(selinux, ["type"]));
  for (const field of ["user", "role"])
    if (selinux[field] !== undefined && selinux[field] !== "") yield forbidden([...path, "seLinuxOptions", field], field);
}

function forbidden(path: Steps, what: string): Remark {
  return { path, message: say("more-than-standard", { what, level: "baseline" }) };
}

const restrictedVolumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret", "image"];

function* restricted(subject: Subject): Iterable<Remark> {
  const pod = podOf(subject);
  if (!pod || valueAt(pod.spec, ["os", "name"]) === "windows") return;
  const { path, spec } = pod;
  for (const { item, index } of itemsOf(spec["volumes"])) {
    const source = Object.keys(item).find((key) => key !== "name" && key !== "hostPath" && !restrictedVolumes.includes(key));
    if (source !== undefined)
      yield { path: [...path, "volumes", index, source], onKey: true, message: wanted(say("no-volumes-of-kind", { source })) };
  }
  const podContext = spec["securityContext"];
  for (const { container, path: at } of containersOf(subject, true)) {
    const context = container["securityContext"];
    const inherited = (...steps: string[]): unknown => valueAt(context, steps) ?? valueAt(podContext, steps);
    const ask = (field: string, what: string | ServerSentence): Remark => ({
      path: context === undefined ? [...at, "name"] : [...at, "securityContext", field],
      onKey: true,
      message: wanted(what),
    });
    if (valueAt(context, ["allowPrivilegeEscalation"]) !== false) yield ask("allowPrivilegeEscalation", "allowPrivilegeEscalation: false");
    if (!listOf(valueAt(context, ["capabilities", "drop"])).includes("ALL")) yield ask("capabilities", "capabilities.drop: [ALL]");
    if (listOf(valueAt(context, ["capabilities", "add"])).some((one) => one !== "NET_BIND_SERVICE"))
      yield ask("capabilities", say("no-capability-but", { capability: "NET_BIND_SERVICE" }));
    if (inherited("runAsNonRoot") !== true) yield ask("runAsNonRoot", "runAsNonRoot: true");
    if (inherited("runAsUser") === 0) yield ask("runAsUser", say("another-user", { user: 0 }));
    if (!["RuntimeDefault", "Localhost"].includes(textOf(inherited("seccompProfile", "type"))))
      yield ask("seccompProfile", "seccompProfile.type: RuntimeDefault");
  }
}

function wanted(what: string | ServerSentence): ServerSentence {
  return say("standard-wants", { level: "restricted", what });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
