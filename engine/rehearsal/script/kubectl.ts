import { refIn } from "./named.ts";
import { kinds } from "../../../schemas/generated/schema.ts";
import { textOf } from "../../../api/object.ts";
import { render, wordsOf } from "../../../api/words/sentence.ts";
import { en as reasons } from "../../words/en.ts";
import { stepSentence } from "../stepWords.ts";
import { en } from "../verdict/words/en.ts";
import type { Ref } from "../../core/objects.ts";
import type { PodSelection, Step } from "../script.ts";

/** A step as the `kubectl` command that a person would run. A step that only a node can take is described instead. */
export function inKubectl(step: Step): string {
  if ("kubectl" in step) return `kubectl ${step.kubectl}`;
  if ("apply" in step) return `kubectl apply ${step.apply.map((object) => nameOf(object)).join(" ")}`;
  if ("patch" in step && isCordon(step.patch)) return `kubectl cordon ${step.patch.name}`;
  if ("patch" in step) {
    const { kind, name, select, patch } = step.patch;
    return `kubectl patch ${lower(kind)} ${name ?? selectionText(select)} --type=merge -p ${quoted(JSON.stringify(patch))}`;
  }
  if ("scale" in step) return `kubectl scale ${lower(step.scale.kind)}/${step.scale.name} --replicas=${step.scale.replicas}`;
  if ("rollback" in step) {
    const { kind = "Deployment", name, toRevision } = step.rollback;
    return `kubectl rollout undo ${lower(kind)}/${name}${toRevision ? ` --to-revision=${toRevision}` : ""}`;
  }
  if ("restart" in step) return `kubectl rollout restart ${lower(step.restart.kind ?? "Deployment")}/${step.restart.name}`;
  if ("pause" in step) return `kubectl rollout pause deployment/${step.pause}`;
  if ("resume" in step) return `kubectl rollout resume deployment/${step.resume}`;
  if ("delete" in step) {
    const { kind, name, select, propagation = "Background" } = step.delete;
    return `kubectl delete ${lower(kind)} ${name ?? selectionText(select)}${propagation === "Background" ? "" : ` --cascade=${propagation.toLowerCase()}`}`;
  }
  if ("label" in step)
    return `kubectl label node ${step.label.node} ${Object.entries(step.label.labels)
      .map(([key, value]) => (value === null ? `${key}-` : `${key}=${value}`))
      .join(" ")}`;
  if ("taint" in step)
    return `kubectl taint node ${step.taint.node} ${step.taint.key}${step.taint.value ? `=${step.taint.value}` : ""}:${step.taint.effect}`;
  if ("untaint" in step) return `kubectl taint node ${step.untaint.node} ${step.untaint.key}-`;
  return plainly(step);
}

/** Describes a step that `kubectl` cannot do. */
function plainly(step: Step): string {
  const sentence = stepSentence(step);
  if (sentence) return render(sentence, english);
  if ("evict" in step && step.evict.node && step.evict.pick === "all") return `kubectl drain ${step.evict.node}`;
  const [verb, what] = Object.entries(step)[0] as [string, unknown];
  return typeof what === "object" && what !== null
    ? `${verb} ${"name" in what ? textOf(what.name) : selectionText(what)}`
    : `${verb} ${what === true ? "" : String(what)}`.trim();
}

const english = wordsOf("en", { ...reasons, ...en });

const nodeVerbs: ReadonlySet<string> = new Set(["removeNode", "failNode", "unreachable"]);

function isCordon({ kind, patch }: { readonly kind: string; readonly patch: unknown }): boolean {
  return kind === "Node" && JSON.stringify(patch) === '{"spec":{"unschedulable":true}}';
}

/** The object that a step is about, if it names one. */
export function subjectOf(step: Step): Ref {
  if ("kubectl" in step) return subjectOfLine(step.kubectl);
  // Its keys are arbitrary names, which may include `kind`.
  if ("metrics" in step) return refIn("Pod", "");
  const [verb, what] = Object.entries(step)[0] as [string, unknown];
  if (typeof what === "string") return refIn(nodeVerbs.has(verb) ? "Node" : "Deployment", what);
  const { kind, name, node } = (Array.isArray(what) ? headOf(what[0]) : what) as { kind?: string; name?: string; node?: string };
  if (node !== undefined || verb === "addNode") return refIn("Node", node ?? name ?? "");
  return refIn(kind ?? (name ? "Deployment" : "Pod"), name ?? "");
}

const onNodes = new Set(["cordon", "uncordon", "drain"]);

/** The first object that a line names: `deploy/web`, `deployment web`. */
function subjectOfLine(line: string): Ref {
  const words = line.split(/\s+/).filter((word) => !word.startsWith("-"));
  const namespace = /(?:^|\s)(?:-n|--namespace)[ =]?(\S+)/.exec(line)?.[1];
  if (onNodes.has(words[0] ?? "")) return refIn("Node", words[1] ?? "");
  for (const [i, word] of words.entries()) {
    const [first = "", name = words[i + 1]] = word.split("/");
    const kind = i > 0 ? kindCalled(first.split(".")[0]!) : undefined;
    if (kind && name !== undefined) return refIn(kind, name, namespace);
  }
  return refIn("Pod", words.at(-1) ?? "", namespace);
}

/** The kind of a word on the command line. */
function kindCalled(word: string): string | undefined {
  const small = word.toLowerCase();
  return kinds.find(({ kind, plural, shortNames }) => kind.toLowerCase() === small || plural === small || shortNames.includes(small))?.kind;
}

/** The kind and name of a manifest, if they are texts; a half-typed one may hold anything. */
function headOf(object: unknown): { kind?: string; name?: string } {
  const { kind, metadata } = (object ?? {}) as { kind?: unknown; metadata?: { name?: unknown } | null };
  const name = metadata?.name;
  return { ...(typeof kind === "string" && { kind }), ...(typeof name === "string" && { name }) };
}

function nameOf(object: unknown): string {
  const { kind = "", name = "" } = headOf(object);
  return `${lower(kind)}/${name}`;
}

function lower(kind: string): string {
  return kind.toLowerCase();
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function selectionText(selection: PodSelection | undefined): string {
  return Object.entries(selection ?? {})
    .map(([key, value]) => `${key}=${textOf(value)}`)
    .join(",");
}
