import { missingObject } from "./missing.ts";

/** An Ingress whose Service is not there answers with an error. */
export const ingressServiceMissing = missingObject({ code: "ingress-service-missing", of: ["Service"], from: ["Ingress"] });
