import type { ControllerRevision, PodTemplateSpec } from "../../../schemas/generated/types.ts";
import { refuse } from "../../core/answers.ts";
import type { Answer } from "../../core/command.ts";
import { withoutHash } from "../../controllers/deployment/revisions.ts";
import { revisionOf, type StoredReplicaSet } from "../../controllers/deployment/shape.ts";
import { type Stored, type StoredObject } from "../../core/objects.ts";
import type { Step } from "../script.ts";
import type { Stage } from "./stage.ts";
import { asked, named } from "./named.ts";

type Rollback = Extract<Step, { readonly rollback: unknown }>["rollback"];

interface Past {
  readonly revision: number;
  readonly template: PodTemplateSpec;
}

/** `kubectl rollout undo`: replaces the pod template by that of an old revision, by default the one before the newest. */
export function rollback(stage: Stage, { kind = "Deployment", name, toRevision }: Rollback): Answer {
  const { store } = stage.plane;
  const workload = store.get<StoredObject & { spec: object }>(named(stage, kind, name));
  const past = workload ? pastOf(stage, workload).sort((a, b) => b.revision - a.revision) : [];
  const chosen = toRevision ? past.find(({ revision }) => revision === toRevision) : past[1];
  if (!workload || !chosen) return refuse(404, "NotFound", "no such revision");
  const object = { ...workload, spec: { ...workload.spec, template: chosen.template } };
  return stage.perform({ do: "update", object, why: asked });
}

function pastOf({ plane: { store } }: Stage, { kind, metadata }: StoredObject): Past[] {
  if (kind === "Deployment")
    return store
      .controlledBy<StoredReplicaSet>(metadata.uid, "ReplicaSet")
      .map((set) => ({ revision: revisionOf(set), template: withoutHash(set.spec.template ?? {}) }));
  return store.controlledBy<Stored<ControllerRevision>>(metadata.uid, "ControllerRevision").map(({ revision = 0, data }) => {
    const { $patch: _, ...template } = (data as { spec: { template: PodTemplateSpec & { $patch?: string } } }).spec.template;
    return { revision, template };
  });
}
