/** The API server's checks as a library: what it says of an object, without a server. */
export { type Admission, admit } from "../admit/admit.ts";
export { admitReplacement } from "../admit/admitReplacement.ts";
export { admitUpdate } from "../admit/admitUpdate.ts";
export { type Cause, type CauseType, fieldOf } from "../cause.ts";
export type { KubernetesObject } from "../object.ts";
export { type Surroundings, nowhere, nowhereIn } from "../surroundings.ts";
export { newestVersion, usualVersion, type Version, versions } from "../version.ts";
export type { Warning } from "../warning.ts";
export { inEnglish } from "../words/english.ts";
