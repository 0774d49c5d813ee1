import { missingObject } from "./missing.ts";

/** Pods whose ServiceAccount does not exist are not created; a binding to it has no effect. */
export const missingServiceAccount = missingObject({ code: "missing-service-account", of: ["ServiceAccount"] });
