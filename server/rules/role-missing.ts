import { missingObject } from "./missing.ts";

/** A binding to a role that does not exist grants nothing. */
export const roleMissing = missingObject({ code: "role-missing", of: ["Role", "ClusterRole"], from: ["RoleBinding", "ClusterRoleBinding"] });
