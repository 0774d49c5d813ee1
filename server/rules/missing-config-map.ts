import { missingObject } from "./missing.ts";

/** A pod that asks for a ConfigMap that is not there does not start. */
export const missingConfigMap = missingObject({ code: "missing-config-map", of: ["ConfigMap"] });
