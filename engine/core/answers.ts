import type { Refused } from "./command.ts";
import type { Ref, StoredObject } from "./objects.ts";
import { resourceOf } from "./registry.ts";

/** A refusal with the server's own message. */
export function refuse(code: Refused["code"], reason: Refused["reason"], message: string): Refused {
  return { ok: false, code, reason, message };
}

/** The server's refusal for an object that does not exist. */
export function notFound({ kind, name }: Ref): Refused {
  return refuse(404, "NotFound", `${resourceOf(kind)} ${JSON.stringify(name)} not found`);
}

/** The server's refusal for an object whose name is taken. */
export function alreadyExists({ kind, metadata }: StoredObject): Refused {
  return refuse(409, "AlreadyExists", `${resourceOf(kind)} ${JSON.stringify(metadata.name)} already exists`);
}

/** The server's refusal for what an admission plugin or a rule forbids. */
export function forbidden({ kind, name }: Ref, why: string): Refused {
  return refuse(403, "Forbidden", `${resourceOf(kind)} ${JSON.stringify(name)} is forbidden: ${why}`);
}

/** The server's refusal for a kind that it does not serve. */
export function unknownKind({ apiVersion, kind }: { readonly apiVersion?: string; readonly kind: string }): Refused {
  return refuse(404, "NotFound", `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion ?? "")}`);
}
