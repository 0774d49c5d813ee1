import { missingObject } from "./missing.ts";

/** A pod whose claim is not there stays pending. */
export const missingClaim = missingObject({ code: "missing-claim", of: ["PersistentVolumeClaim"] });
