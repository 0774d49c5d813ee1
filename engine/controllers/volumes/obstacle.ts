import type { StatefulSet } from "../../../schemas/generated/types.ts";
import type { View } from "../../core/controller.ts";
import { controllerOf, refOf, type Stored } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { claimRef, claimsOf, classOf } from "../../volumes/claims.ts";
import { classNamed } from "../../volumes/classes.ts";
import { requestText, type StoredClaim } from "../../volumes/matching.ts";
import { because, type FieldRef, type Why } from "../../core/why.ts";
import { templateField } from "../../core/manifest.ts";

/** The claim that prevents pods from being placed, if there is one: it does not exist, or nothing provides its volume. */
export function unboundClaim(pods: readonly StoredPod[], view: View): Why | undefined {
  for (const pod of pods) {
    if (pod.spec.nodeName) continue;
    for (const name of claimsOf(pod)) {
      const why = troubleWith(name, pod, view);
      if (why) return why;
    }
  }
  return undefined;
}

function troubleWith(name: string, pod: StoredPod, view: View): Why | undefined {
  const claim = view.store.get<StoredClaim>(claimRef(pod.metadata.namespace, name));
  if (!claim) return because("stuck-no-claim", { claim: name }, [templateField(pod, "spec.volumes", view)]);
  if (claim.status.phase === "Bound") return undefined;
  const storageClass = classOf(claim);
  const numbers = { claim: name, class: storageClass, storage: requestText(claim) };
  if (storageClass === "") return because("stuck-no-storage-class", numbers, [claimField(claim, pod, "storageClassName", view)]);
  const rule = classNamed(view, storageClass) ? "stuck-no-volume" : "stuck-unknown-storage-class";
  return because(rule, numbers, [claimField(claim, pod, "storageClassName", view)]);
}

/** A field of a claim, where a person wrote it: in the claim itself, or in the `volumeClaimTemplates` of its StatefulSet. */
function claimField(claim: StoredClaim, pod: StoredPod, field: string, { store }: View): FieldRef {
  const owner = controllerOf(pod);
  const set =
    owner?.kind === "StatefulSet" && store.get<Stored<StatefulSet>>({ kind: owner.kind, namespace: pod.metadata.namespace, name: owner.name! });
  const index = set
    ? set.spec.volumeClaimTemplates?.findIndex(({ metadata }) => `${metadata?.name}-${pod.metadata.name}` === claim.metadata.name)
    : -1;
  if (!set || index === undefined || index < 0) return { object: refOf(claim), field: `spec.${field}` };
  return { object: refOf(set), field: `spec.volumeClaimTemplates[${index}].spec.${field}` };
}
