import { type Cause, fieldOf } from "../../api/cause.ts";
import { Path } from "../../api/path.ts";
import type { Manifest } from "../manifest/manifest.ts";

/** A cause at the field that the text has: the server validates a Secret's `stringData` as a part of its `data`. */
export function asWritten(cause: Cause, manifest: Manifest): Cause {
  const [first, key] = cause.path.steps();
  const isElsewhere = first === "data" && key !== undefined && manifest.kind === "Secret" && !manifest.keyAt(["data", key]);
  if (!isElsewhere || !manifest.keyAt(["stringData", key])) return cause;
  return { ...cause, path: Path.root.field("stringData").key(String(key)), field: fieldOf(cause) };
}
