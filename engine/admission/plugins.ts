import type { AdmissionPlugin } from "./plugin.ts";

/** In the order in which the API server asks them. */
export const admissionPlugins: readonly AdmissionPlugin[] = [];
