import { missingObject } from "./missing.ts";

/** A pod does not start if its ConfigMap does not exist. */
export const missingConfigMap = missingObject({ code: "missing-config-map", of: ["ConfigMap"] });
