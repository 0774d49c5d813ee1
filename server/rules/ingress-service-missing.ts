import { missingObject } from "./missing.ts";

/** An Ingress whose Service does not exist answers with an error. */
export const ingressServiceMissing = missingObject({ code: "ingress-service-missing", of: ["Service"], from: ["Ingress"] });
