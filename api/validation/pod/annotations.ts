import type { ObjectMeta, PodSpec, Toleration } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { type Check, each } from "../../check.ts";
import type { Path } from "../../path.ts";
import { localPath } from "./paths.ts";
import { toleration } from "./scheduling.ts";
import { containersOf } from "./scope.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** A pod, or its template, as annotations see it. */
interface Annotated {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: PodSpec | undefined;
}

/** The old annotation for the seccomp profile of a pod. */
export const seccompPod = "seccomp.security.alpha.kubernetes.io/pod";
/** The start of the old annotation for the seccomp profile of a container; its name follows. */
export const seccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
/** The start of the old annotation for the AppArmor profile of a container; its name follows. */
export const appArmorContainer = "container.apparmor.security.beta.kubernetes.io/";
const tolerationsKey = "scheduler.alpha.kubernetes.io/tolerations";
const deletionCost = "controller.kubernetes.io/pod-deletion-cost";
/** The annotation by which a kubelet marks the copy of a static pod. */
export const mirrorPod = "kubernetes.io/config.mirror";

/** The annotations that mean something to pods, as they stand under `at`. */
export const podAnnotations: Check<Annotated, Path> = ({ metadata, spec = {} }, _, causes, at) => {
  const annotations = metadata?.annotations ?? {};
  for (const [key, value] of Object.entries(annotations)) {
    if (key === mirrorPod && (spec.nodeName ?? "") === "") causes.invalid(at.key(key), say("mirror-without-node"));
    if (key === tolerationsKey && value !== "") checkTolerations(value, at, causes);
    if (key === deletionCost && !isInt32(value)) causes.invalid(at.key(key), say("whole-number-annotation", { value: quoted(value) }));
    if (key === seccompPod || key.startsWith(seccompContainer)) checkSeccomp(value, at.key(key).shownAs(at.field(key)), causes);
    if (key.startsWith(appArmorContainer)) checkAppArmor(key, value, spec, at, causes);
  }
};

function checkTolerations(json: string, at: Path, causes: Causes): void {
  const here = at.key(tolerationsKey);
  try {
    const list: unknown = JSON.parse(json);
    if (!isTolerations(list)) throw new TypeError();
    each(toleration)(list ?? [], here.shownAs(at.field(tolerationsKey)), causes, undefined);
  } catch {
    causes.invalid(here.shownAs(at), say("tolerations-annotation"));
  }
}

function isTolerations(list: unknown): list is readonly Toleration[] | null {
  return list === null || (Array.isArray(list) && list.every((item) => typeof item === "object" && item !== null && !Array.isArray(item)));
}

function isInt32(text: string): boolean {
  return /^(0|-?\d+)$/.test(text) && !/^0\d/.test(text) && Math.abs(Number(text) + 0.5) < 2 ** 31;
}

function checkSeccomp(profile: string, at: Path, causes: Causes): void {
  if (["runtime/default", "docker/default", "unconfined"].includes(profile)) return;
  if (profile.startsWith("localhost/")) localPath(profile.slice("localhost/".length), at, causes, undefined);
  else causes.invalid(at, say("no-seccomp-profile", { profile: quoted(profile) }));
}

function checkAppArmor(key: string, profile: string, spec: PodSpec, at: Path, causes: Causes): void {
  const name = key.slice(appArmorContainer.length);
  if (!containersOf(spec, at).some(({ container }) => (container.name ?? "") === name))
    causes.invalid(at.key(key), say("no-container", { name: quoted(name) }));
  if (!["", "runtime/default", "unconfined"].includes(profile) && !profile.startsWith("localhost/")) {
    causes.invalid(at.key(key), say("no-app-armor-profile", { profile: quoted(profile) }));
  }
}

interface Profile {
  readonly type?: string | undefined;
  readonly localhostProfile?: string | undefined;
}

const written: Readonly<Record<string, readonly string[]>> = { Unconfined: ["unconfined"], RuntimeDefault: ["runtime/default"] };

/** A profile is said twice, by an annotation and by a field: both must say the same. */
function agree(profile: Profile | undefined, annotation: string | undefined, also: readonly string[], at: Path, causes: Causes): void {
  if (profile === undefined || annotation === undefined) return;
  const { type = "", localhostProfile } = profile;
  const message = say("profiles-differ", { annotation: quoted(annotation) });
  if (type === "Localhost") {
    if (!annotation.startsWith("localhost/")) causes.forbidden(at.field("type"), message);
    else if (annotation.slice("localhost/".length) !== localhostProfile) causes.forbidden(at.field("localhostProfile"), message);
  } else if (Object.hasOwn(written, type) && !written[type]!.includes(annotation) && !(type === "RuntimeDefault" && also.includes(annotation))) {
    causes.forbidden(at.field("type"), message);
  }
}

/**
 * Security profiles in annotations and in fields agree, as far as they say both.
 * A pod's own AppArmor profile yields to an annotation, a template's does not.
 */
export const profilesAgree: Check<Annotated, "pod" | "template"> = ({ metadata, spec = {} }, root, causes, owner) => {
  const annotations = metadata?.annotations ?? {};
  const at = root.field("spec");
  const pod = spec.securityContext;
  agree(pod?.seccompProfile, annotations[seccompPod], ["docker/default"], at.field("securityContext").field("seccompProfile"), causes);
  for (const { container, at: here } of containersOf(spec, at)) {
    const [own, place] = [container.securityContext, here.field("securityContext")];
    agree(own?.seccompProfile, annotations[`${seccompContainer}${container.name ?? ""}`], ["docker/default"], place.field("seccompProfile"), causes);
    if (spec.os?.name === "windows") continue;
    agree(
      own?.appArmorProfile ?? (owner === "template" ? pod?.appArmorProfile : undefined),
      annotations[`${appArmorContainer}${container.name ?? ""}`],
      [],
      place.field("appArmorProfile"),
      causes,
    );
  }
};
