import { missingObject } from "./missing.ts";

/** A pod whose claim does not exist stays pending. */
export const missingClaim = missingObject({ code: "missing-claim", of: ["PersistentVolumeClaim"] });
