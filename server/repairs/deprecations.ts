import { isObject, textOf } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import type { Written } from "../text/written.ts";
import { say } from "../words/say.ts";
import { addKey, type Edit, remove, renameKey, setValue } from "./edits.ts";
import { type Candidate, candidate, plain, type Repairer, type Trouble, valueIn } from "./repair.ts";

/** Annotations, labels and words that have a successor. */
export const deprecations: Repairer = function* (trouble) {
  const {
    finding,
    path,
    document: { manifest },
  } = trouble;
  const now = plain(finding.message.parts?.["now"]);
  switch (finding.message.code) {
    case "prefer-close-renamed":
      return yield* candidate(say("change-to", { value: "PreferSameZone" }), setValue(manifest, path, "PreferSameZone"), true);
    case "node-label-renamed":
    case "node-label-renamed-since":
      if (path.at(-2) === "nodeSelector") yield* candidate(say("rename-to", { name: now }), renameKey(manifest, path, now), true);
      else yield* candidate(say("change-to", { value: now }), setValue(manifest, path, now), true);
      return;
    default:
      if (path.at(-2) === "annotations") yield* annotation(trouble);
  }
};

/** The replacement of an annotation: the path from the annotated object or pod, and the value. */
interface Successor {
  readonly steps: readonly string[];
  readonly value: (text: string) => Written;
}

const seccomp: Successor = { steps: ["securityContext", "seccompProfile"], value: profile };
const appArmor: Successor = { steps: ["securityContext", "appArmorProfile"], value: profile };

const ofObject: Readonly<Record<string, Successor>> = {
  "kubernetes.io/ingress.class": { steps: ["spec", "ingressClassName"], value: (text) => text },
  "volume.beta.kubernetes.io/storage-class": { steps: ["spec", "storageClassName"], value: (text) => text },
  "volume.beta.kubernetes.io/mount-options": { steps: ["spec", "mountOptions"], value: (text) => text.split(",") },
  "service.kubernetes.io/topology-aware-hints": { steps: ["metadata", "annotations", "service.kubernetes.io/topology-mode"], value: (text) => text },
  "seccomp.security.alpha.kubernetes.io/pod": { ...seccomp, steps: ["spec", ...seccomp.steps] },
};

const ofContainer: readonly (readonly [string, Successor])[] = [
  ["container.seccomp.security.alpha.kubernetes.io/", seccomp],
  ["container.apparmor.security.beta.kubernetes.io/", appArmor],
];

/** `runtime/default`, `unconfined` or `localhost/name` as the field has it. */
function profile(text: string): Written {
  if (text.startsWith("localhost/")) return { type: "Localhost", localhostProfile: text.slice("localhost/".length) };
  return { type: text === "unconfined" ? "Unconfined" : "RuntimeDefault" };
}

function* annotation(trouble: Trouble): Iterable<Candidate> {
  const {
    path,
    document: { manifest },
  } = trouble;
  const name = String(path.at(-1));
  const text = textOf(valueIn(trouble, path));
  const owner = path.slice(0, -3);
  const successor = Object.hasOwn(ofObject, name) ? ofObject[name] : undefined;
  if (successor) return yield* moved(trouble, [...owner, ...successor.steps], successor.value(text));
  for (const [prefix, { steps, value }] of ofContainer) {
    const container = name.startsWith(prefix) ? containerAt(trouble, [...owner, "spec"], name.slice(prefix.length)) : undefined;
    if (container) yield* moved(trouble, [...container, ...steps], value(text));
  }
  yield* candidate(say("remove", { key: name }), remove(manifest, path));
}

function containerAt(trouble: Trouble, spec: Steps, name: string): Steps | undefined {
  for (const list of ["containers", "initContainers"]) {
    const held = valueIn(trouble, [...spec, list]);
    const index = Array.isArray(held) ? held.findIndex((one) => isObject(one) && one["name"] === name) : -1;
    if (index >= 0) return [...spec, list, index];
  }
  return undefined;
}

/** Replaces the annotation by the field. */
function moved(trouble: Trouble, to: Steps, value: Written): Candidate[] {
  const {
    path,
    document: { manifest },
  } = trouble;
  if (to.at(-2) === "annotations")
    return candidate(say("rename-to", { name: String(to.at(-1)) }), renameKey(manifest, path, String(to.at(-1))), true);
  const depth = isObject(valueIn(trouble, to.slice(0, -1))) ? to.length - 1 : to.length - 2;
  const nested = to.slice(depth + 1).reduceRight<Written>((held, step) => ({ [step]: held }), value);
  const added: Edit[] = addKey(manifest, to.slice(0, depth), String(to[depth]), nested);
  return added.length === 0 ? [] : candidate(say("move-to-field", { field: to.join(".") }), [...remove(manifest, path), ...added], true);
}
