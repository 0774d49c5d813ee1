import { missingObject } from "./missing.ts";

/** Pods of a ServiceAccount that is not there are not created; a binding to it gives nobody anything. */
export const missingServiceAccount = missingObject({ code: "missing-service-account", of: ["ServiceAccount"] });
