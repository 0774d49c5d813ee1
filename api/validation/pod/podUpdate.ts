import type { Container, NodeAffinity, NodeSelectorTerm, Pod, PodSchedulingGate, PodSpec, Toleration } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import type { Check } from "../../check.ts";
import { sameField, sameValue } from "../../equal.ts";
import { without } from "../../object.ts";
import type { Path } from "../../path.ts";
import { everyFieldOf } from "../../schema.ts";
import type { Update } from "../rules.ts";
import { appArmorContainer, mirrorPod } from "./annotations.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

/** Checks an update of a pod: it may change only images, tolerations, deadlines and scheduling gates. */
export const podUpdate: Check<Pod, Update<Pod>> = (pod, root, causes, { old }) => {
  const [now, before, at] = [pod.spec ?? {}, old.spec ?? {}, root.field("spec")];
  annotationsStay(pod, old, root.field("metadata").field("annotations"), causes);
  for (const list of ["containers", "initContainers"] as const) {
    if ((now[list] ?? []).length === (before[list] ?? []).length) continue;
    return causes.forbidden(at.field(list), say("containers-stay"), { code: "immutable-pod" });
  }
  if (!deadlineShrinks(now, before, at.field("activeDeadlineSeconds"), causes)) return;
  tolerationsGrow(now.tolerations ?? [], before.tolerations ?? [], at.field("tolerations"), causes);
  gatesShrink(now.schedulingGates ?? [], before.schedulingGates ?? [], at.field("schedulingGates"), causes);
  const gated = (before.schedulingGates ?? []).length > 0;
  if (gated) narrows(now, before, at, causes);
  othersStay(fixed(now, gated), fixed(before, gated), at, causes);
};

function annotationsStay(pod: Pod, old: Pod, at: Path, causes: Causes): void {
  const [now, before] = [pod.metadata?.annotations ?? {}, old.metadata?.annotations ?? {}];
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const fixed = key === mirrorPod || key.startsWith(appArmorContainer);
    if (fixed && now[key] !== before[key]) causes.forbidden(at.key(key), say("annotation-stays", { key }), { code: "immutable-pod" });
  }
}

/** Whether the deadline may be what it is now; where it was taken away the server goes on to look at the rest. */
function deadlineShrinks({ activeDeadlineSeconds: now }: PodSpec, { activeDeadlineSeconds: before }: PodSpec, at: Path, causes: Causes): boolean {
  if (before === undefined || (now !== undefined && now <= before)) return true;
  causes.invalid(at, now === undefined ? say("deadline-stays", { before }) : say("deadline-only-earlier", { before, now }));
  return now === undefined;
}

function tolerationsGrow(now: readonly Toleration[], before: readonly Toleration[], at: Path, causes: Causes): void {
  const bare = ({ key = "", operator = "", value = "", effect = "" }: Toleration) => [key, operator, value, effect].join("\n");
  const kept = new Set(now.map(bare));
  if (!before.every((toleration) => kept.has(bare(toleration)))) causes.forbidden(at, say("tolerations-only-added"), { code: "immutable-pod" });
}

function gatesShrink(now: readonly PodSchedulingGate[], before: readonly PodSchedulingGate[], at: Path, causes: Causes): void {
  now.forEach(({ name }, i) => {
    if (!before.some((gate) => gate.name === name))
      causes.forbidden(at.index(i).field("name"), say("gates-only-removed", { name: quoted(name) }), { code: "immutable-pod" });
  });
}

/** While a pod has scheduling gates, its node selector and affinity may become stricter. */
function narrows(now: PodSpec, before: PodSpec, at: Path, causes: Causes): void {
  const lost = Object.entries(before.nodeSelector ?? {}).some(([key, value]) => now.nodeSelector?.[key] !== value);
  if (lost) causes.invalid(at.field("nodeSelector"), say("node-selector-only-added"));
  const terms = (affinity: NodeAffinity | undefined) => affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const [newTerms, oldTerms] = [terms(now.affinity?.nodeAffinity), terms(before.affinity?.nodeAffinity)];
  const here = at.field("affinity").field("nodeAffinity").field("requiredDuringSchedulingIgnoredDuringExecution").field("nodeSelectorTerms");
  if (oldTerms.length === 0) return;
  if (oldTerms.length !== newTerms.length) return causes.invalid(here, say("affinity-terms-stay"));
  oldTerms.forEach((term, i) => {
    if (!extendsTerm(newTerms[i]!, term)) causes.invalid(here.index(i), say("affinity-only-added"));
  });
}

function extendsTerm(now: NodeSelectorTerm, before: NodeSelectorTerm): boolean {
  const lists = (term: NodeSelectorTerm) => [term.matchExpressions ?? [], term.matchFields ?? []];
  const [newLists, oldLists] = [lists(now), lists(before)];
  if (oldLists.every((list) => list.length === 0)) return newLists.every((list) => list.length === 0);
  return oldLists.every((list, i) => sameValue(newLists[i]!.slice(0, list.length), list));
}

/** The spec without what an update can change. */
function fixed({ containers = [], initContainers = [], affinity, ...spec }: PodSpec, gated: boolean): PodSpec {
  const imageless = (items: readonly Container[]) => items.map((item) => without(item, "image"));
  const rest = without(spec, "activeDeadlineSeconds", "tolerations", "schedulingGates");
  return {
    ...(gated ? without(rest, "nodeSelector") : rest),
    affinity: gated ? without(affinity ?? {}, "nodeAffinity") : affinity,
    containers: imageless(containers),
    initContainers: imageless(initContainers),
  };
}

function othersStay(now: PodSpec, before: PodSpec, at: Path, causes: Causes): void {
  const ended = (before.terminationGracePeriodSeconds ?? 0) < 0 && now.terminationGracePeriodSeconds === 1;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)] as (keyof PodSpec)[])].filter(
    (name) => !sameField(now[name], before[name], everyFieldOf("PodSpec").get(name)) && !(ended && name === "terminationGracePeriodSeconds"),
  );
  if (changed.length === 0) return;
  const message = say("pod-stays", { changed: listed(changed) });
  causes.forbidden(at.field(changed[0]!).shownAs(at), message, { code: "immutable-pod" });
}
