import { compare, parseQuantity } from "../../../api/quantity.ts";
import type { Controller, Sync } from "../../core/controller.ts";
import { requestOf, type StoredClaim } from "../../volumes/matching.ts";
import { reportOnce } from "./reportOnce.ts";

/** The volume expansion controller: records that an external driver must expand a bound claim. */
export const claimExpansion: Controller = {
  name: "volume_expand",
  watches: ["PersistentVolumeClaim"],
  concerns: ({ key, after }) => (after ? [key] : []),
  *sync(ref, { store }, memory): Sync {
    const claim = store.get<StoredClaim>(ref);
    const capacity = parseQuantity(claim?.status.capacity?.["storage"] ?? "");
    if (!claim || claim.status.phase !== "Bound" || !capacity || compare(requestOf(claim), capacity) <= 0) {
      memory.delete(ref.key);
      return;
    }
    yield* reportOnce(ref, "Normal", "ExternalExpanding", "waiting for an external controller to expand this PVC", memory);
  },
};
