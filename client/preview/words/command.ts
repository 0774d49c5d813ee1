import type { Selection, Step } from "../../../engine/script.ts";

/** A step of a script as one would type it; where `kubectl` has no word for it, as plainly. The same in every language. */
export function command(step: Step): string {
  if ("apply" in step) return `kubectl apply (${step.apply.length})`;
  if ("patch" in step) return `kubectl patch ${step.patch.kind.toLowerCase()} ${step.patch.name ?? ""} -p '${JSON.stringify(step.patch.patch)}'`;
  if ("scale" in step) return `kubectl scale ${step.scale.kind.toLowerCase()} ${step.scale.name} --replicas=${step.scale.replicas}`;
  if ("rollback" in step)
    return `kubectl rollout undo ${(step.rollback.kind ?? "Deployment").toLowerCase()} ${step.rollback.name}${step.rollback.toRevision ? ` --to-revision=${step.rollback.toRevision}` : ""}`;
  if ("restart" in step) return `kubectl rollout restart ${(step.restart.kind ?? "Deployment").toLowerCase()} ${step.restart.name}`;
  if ("pause" in step) return `kubectl rollout pause deployment ${step.pause}`;
  if ("resume" in step) return `kubectl rollout resume deployment ${step.resume}`;
  if ("delete" in step) return `kubectl delete ${step.delete.kind.toLowerCase()} ${step.delete.name ?? chosen(step.delete.select ?? {})}`;
  if ("evict" in step) return `kubectl drain ${step.evict.node ?? chosen(step.evict)}`;
  if ("removeNode" in step) return `kubectl delete node ${step.removeNode}`;
  if ("taint" in step)
    return `kubectl taint node ${step.taint.node} ${step.taint.key}${step.taint.value ? `=${step.taint.value}` : ""}:${step.taint.effect}`;
  if ("untaint" in step) return `kubectl taint node ${step.untaint.node} ${step.untaint.key}-`;
  if ("label" in step)
    return `kubectl label node ${step.label.node} ${Object.entries(step.label.labels)
      .map(([key, value]) => (value === null ? `${key}-` : `${key}=${value}`))
      .join(" ")}`;
  const [verb = "", about] = Object.entries(step)[0] ?? [];
  return typeof about === "object" ? `${verb} ${chosen(about as Selection)}` : about === true ? verb : `${verb} ${String(about)}`;
}

function chosen({ owner, pod, node, pick }: Selection): string {
  return [pick, owner, pod, node].filter((part) => part !== undefined).join(" ");
}
