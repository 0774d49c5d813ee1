import { missingObject } from "./missing.ts";

/** A pod does not start if its Secret does not exist. */
export const missingSecret = missingObject({ code: "missing-secret", of: ["Secret"] });
