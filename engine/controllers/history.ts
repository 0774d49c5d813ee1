import { sameValue } from "../../api/equal.ts";
import type { ControllerRevision, LabelSelector, PodTemplateSpec } from "../../schemas/generated/types.ts";
import type { Refused } from "../core/command.ts";
import type { SyncPart, View } from "../core/controller.ts";
import { letters } from "../core/names.ts";
import { byCreation, controllerRef, refOf, type Stored, type StoredObject } from "../core/objects.ts";
import { claim } from "./claim.ts";
import { because } from "../core/why.ts";

/** A ControllerRevision as the store keeps it. */
export type Revision = Stored<ControllerRevision>;

/** The label with the revision of a pod or of a DaemonSet's ControllerRevision. */
export const revisionHashLabel = "controller-revision-hash";

/** A workload that keeps its past templates as ControllerRevisions. */
export type Versioned = StoredObject & {
  readonly spec: { readonly selector?: LabelSelector | undefined; readonly template?: PodTemplateSpec | undefined };
};

/** The content of a revision: a patch that restores its template, as `kubectl rollout undo` applies it. */
interface RevisionData {
  readonly spec: { readonly template: PodTemplateSpec & { readonly $patch: "replace" } };
}

/** The revisions of a workload, lowest number first. Matching orphans are adopted. */
export function* revisionsOf(owner: Versioned, view: View): SyncPart<Revision[]> {
  const revisions = yield* claim<Revision>({ owner, kind: "ControllerRevision", selector: owner.spec.selector }, view);
  return revisions.toSorted((a, b) => numberOf(a) - numberOf(b) || byCreation(a, b));
}

/** The number of a revision; 0 if it has none. */
export function numberOf({ revision }: Revision): number {
  return revision ?? 0;
}

/** The template in a revision. */
export function templateOf({ data }: Revision): PodTemplateSpec {
  const { $patch: _, ...template } = (data as RevisionData).spec.template;
  return template;
}

/** Whether a revision holds exactly this template. */
export function keeps(revision: Revision, template: PodTemplateSpec | undefined): boolean {
  return sameValue(templateOf(revision), template ?? {});
}

/**
 * Stores the workload's template as a new revision, with its hash as `hashLabel`. If the name is taken by a revision with the same template, returns that one.
 * Returns a refusal if the server refuses.
 */
export function* keep(owner: Versioned, number: number, hashLabel: string, { store }: View): SyncPart<Revision | Refused> {
  const template = owner.spec.template ?? {};
  const { name, namespace, annotations } = owner.metadata;
  for (let collisions = 0; ; collisions++) {
    const hash = letters(`${JSON.stringify(template)}${collisions || ""}`, 10);
    const object = {
      apiVersion: "apps/v1",
      kind: "ControllerRevision",
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        labels: { ...template.metadata?.labels, [hashLabel]: hash },
        ...(annotations && { annotations }),
        ownerReferences: [controllerRef(owner)],
      },
      data: { spec: { template: { ...template, $patch: "replace" } } } satisfies RevisionData,
      revision: number,
    };
    const answer = yield {
      do: "create",
      object,
      why: because("keep-revision", { revision: number }, [{ object: refOf(owner), field: "spec.template" }]),
    };
    if (answer.ok) return answer.object as Revision;
    if (answer.reason !== "AlreadyExists") return answer;
    const taken = store.get<Revision>({ kind: "ControllerRevision", namespace, name: object.metadata.name });
    if (taken && keeps(taken, template)) return taken;
  }
}

/** Gives a revision a new number, since its template came back. */
export function* renumber(owner: StoredObject, revision: Revision, number: number): SyncPart<Revision> {
  if (numberOf(revision) === number) return revision;
  const why = because("revision-returns", { from: numberOf(revision), revision: number }, [{ object: refOf(owner), field: "spec.template" }]);
  const answer = yield { do: "update", object: { ...revision, revision: number } as Revision, why };
  return answer.ok ? (answer.object as Revision) : revision;
}

/** Deletes unused revisions, the oldest first, until `revisionHistoryLimit` of them are left. */
export function* forget(owner: StoredObject, unused: readonly Revision[], surplus: number, limit: number): SyncPart<void> {
  for (const revision of unused.slice(0, Math.max(0, surplus))) {
    const why = because("history-limit", { revision: numberOf(revision), limit }, [{ object: refOf(owner), field: "spec.revisionHistoryLimit" }]);
    yield { do: "delete", ref: refOf(revision), why };
  }
}
