import { missingObject } from "./missing.ts";

/** A pod that asks for a Secret that is not there does not start. */
export const missingSecret = missingObject({ code: "missing-secret", of: ["Secret"] });
