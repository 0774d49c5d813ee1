import type { Container, EphemeralContainer, PodSpec, VolumeDevice, VolumeMount } from "../../../schemas/generated/types.ts";
import { memoize } from "../../memoize.ts";
import { type Check, fields, oneOf, required, unlessEmpty } from "../../check.ts";
import { localPath } from "./paths.ts";
import type { PodScope } from "./scope.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

type AnyContainer = Container | EphemeralContainer;

/** The mounts of a container. The server leaves the index out where it names a mount's options. */
export const volumeMounts: Check<AnyContainer, PodScope> = ({ volumeMounts = [], volumeDevices = [], securityContext }, container, causes, pod) => {
  const list = container.field("volumeMounts");
  const privileged = securityContext?.privileged === true;
  const seen = new Set<string>();
  const devices = new Set(volumeDevices.map(({ name = "" }) => name));
  const devicePaths = new Set(volumeDevices.map(({ devicePath = "" }) => devicePath));
  volumeMounts.forEach((mount, i) => {
    const { name = "", mountPath = "" } = mount;
    const at = list.index(i);
    required<VolumeMount>("name", "mountPath")(mount, at, causes, undefined);
    volumeExists(name, at.field("name"), causes, pod);
    if (seen.has(mountPath))
      causes.invalid(at.field("mountPath"), say("mounted-twice", { mountPath: quoted(mountPath) }), { code: "duplicate-mount-path" });
    seen.add(mountPath);
    if (devices.has(name)) causes.invalid(at.field("name"), say("device-already", { name: quoted(name) }));
    if (devicePaths.has(mountPath)) causes.invalid(at.field("mountPath"), say("device-path-already", { mountPath: quoted(mountPath) }));
    options(mount, at, causes, privileged);
  });
};

/** The names of a pod's volumes, also of those that have a fault. */
const namesOf = memoize(({ volumes = [] }: PodSpec) => new Set(volumes.map(({ name }) => name)));

const volumeExists: Check<string, PodScope> = (name, at, causes, { volumes, spec }) => {
  if (volumes.has(name)) return;
  const faulty = name !== "" && namesOf(spec).has(name);
  const instead = causes.nearest(name, volumes.keys());
  const message = faulty
    ? say("volume-faulty", { name: quoted(name) })
    : instead
      ? say("no-volume-near", { name: quoted(name), near: quoted(instead) })
      : say("no-volume", { name: quoted(name) });
  causes.add("FieldValueNotFound", at, message, { code: "unknown-volume", ...(instead && !faulty && { instead }) });
};

const options: Check<VolumeMount, boolean> = (mount, item, causes, privileged) => {
  const list = item.parent!;
  const place = (name: keyof VolumeMount) => item.field(name).shownAs(list.field(name));
  const { subPath = "", subPathExpr = "", mountPropagation = "", recursiveReadOnly } = mount;
  if (subPath !== "") localPath(subPath, place("subPath"), causes, undefined);
  if (subPathExpr !== "") localPath(subPathExpr, place("subPathExpr"), causes, undefined);
  if (subPath !== "" && subPathExpr !== "") causes.invalid(item.field("subPathExpr"), say("two-sub-paths"));
  if (mount.mountPropagation !== undefined) {
    oneOf("Bidirectional", "HostToContainer", "None")(mountPropagation, place("mountPropagation"), causes, undefined);
    if (mountPropagation === "Bidirectional" && !privileged) causes.forbidden(place("mountPropagation"), say("bidirectional-needs-privileged"));
  }
  if (recursiveReadOnly === undefined) return;
  const here = place("recursiveReadOnly");
  oneOf("Disabled", "Enabled", "IfPossible")(recursiveReadOnly, here, causes, undefined);
  if (recursiveReadOnly !== "Enabled" && recursiveReadOnly !== "IfPossible") return;
  if (mount.readOnly !== true) causes.forbidden(here, say("recursive-needs-read-only"));
  if (mount.mountPropagation !== undefined && mountPropagation !== "None") causes.forbidden(here, say("recursive-needs-no-propagation"));
};

/** The volumes that a container uses as raw devices. */
export const volumeDevices: Check<AnyContainer, PodScope> = ({ volumeMounts = [], volumeDevices = [] }, container, causes, pod) => {
  const [names, paths] = [new Set<string>(), new Set<string>()];
  const mounted = new Set(volumeMounts.map(({ name = "" }) => name));
  volumeDevices.forEach((device, i) => {
    const { name = "", devicePath = "" } = device;
    const at = container.field("volumeDevices").index(i);
    required<VolumeDevice>("name", "devicePath")(device, at, causes, undefined);
    volumeExists(name, at.field("name"), causes, pod);
    const volume = pod.volumes.get(name);
    if (names.has(name)) causes.invalid(at.field("name"), say("device-already", { name: quoted(name) }));
    if (volume !== undefined && volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      causes.invalid(at.field("name"), say("not-a-device", { name: quoted(name) }));
    }
    if (mounted.has(name)) causes.invalid(at.field("name"), say("volume-mounted-already", { name: quoted(name) }));
    if (paths.has(devicePath)) causes.invalid(at.field("devicePath"), say("two-devices", { devicePath: quoted(devicePath) }));
    if (devicePath.split("/").includes("..")) causes.invalid(at.field("devicePath"), say("path-leads-upwards", { path: quoted(devicePath) }));
    else paths.add(devicePath);
    if (volumeMounts.some((mount) => (mount.mountPath ?? "") === devicePath))
      causes.invalid(at.field("devicePath"), say("path-mounted-already", { devicePath: quoted(devicePath) }));
    if (name !== "") names.add(name);
  });
};

/** A container that is added to debug a pod mounts whole volumes. */
export const wholeVolumes = fields<EphemeralContainer>({
  volumeMounts: (mounts, at, causes) =>
    mounts.forEach((mount, i) =>
      fields<VolumeMount>({ subPath: notInEphemeral, subPathExpr: notInEphemeral })(mount, at.index(i), causes, undefined),
    ),
});

const notInEphemeral = unlessEmpty((_, at, causes) => causes.forbidden(at, say("whole-volumes")));
