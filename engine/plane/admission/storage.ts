import { compare } from "../../../api/quantity.ts";
import { forbidden } from "../../core/answers.ts";
import { refOf, type StoredObject } from "../../core/objects.ts";
import { classOf } from "../../volumes/claims.ts";
import { classNamed, defaultClass } from "../../volumes/classes.ts";
import { requestOf, type StoredClaim } from "../../volumes/matching.ts";
import type { AdmissionPlugin } from "./plugin.ts";

/** Gives the default class to a claim without `storageClassName`. An empty name counts as set. */
export const defaultStorageClass: AdmissionPlugin = {
  name: "DefaultStorageClass",
  kinds: ["PersistentVolumeClaim"],
  mutate({ object, old }, view): StoredObject {
    const claim = object as StoredClaim;
    const storageClass = old || claim.spec.storageClassName !== undefined || classOf(claim) !== "" ? undefined : defaultClass(view);
    return storageClass ? ({ ...claim, spec: { ...claim.spec, storageClassName: storageClass.metadata.name } } as StoredClaim) : object;
  },
};

/** Lets a claim grow only if its class has `allowVolumeExpansion`. */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: "PersistentVolumeClaimResize",
  kinds: ["PersistentVolumeClaim"],
  validate({ object, old }, view) {
    const [claim, before] = [object as StoredClaim, old as StoredClaim | undefined];
    if (!before || before.status.phase !== "Bound" || compare(requestOf(claim), requestOf(before)) <= 0) return undefined;
    if (classNamed(view, classOf(claim))?.allowVolumeExpansion) return undefined;
    return forbidden(
      refOf(claim),
      "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize",
    );
  },
};
