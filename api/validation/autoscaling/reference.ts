import type { CrossVersionObjectReference } from "../../../schemas/generated/types.ts";
import { show } from "../../cause.ts";
import { type Check, all, fields, required, unlessEmpty } from "../../check.ts";
import { formatted, pathSegment } from "../names.ts";

/** Which apiVersions a reference may have: any, one with a group, or whatever it had before. */
export type Apis = "any" | "grouped" | "as-before";

const version: Check<CrossVersionObjectReference, Apis> = ({ apiVersion = "" }, root, causes, apis) => {
  const at = root.field("apiVersion");
  const parts = apiVersion.split("/");
  if (apis === "as-before") return;
  if (parts.length > 2) causes.invalid(at, `${show(apiVersion)} is no apiVersion: write group/version, such as apps/v1.`, { code: "scale-target" });
  else if (apis === "grouped" && (parts.length < 2 || parts[0] === "")) {
    causes.invalid(at, `${apiVersion === "" ? "The apiVersion is missing" : `${show(apiVersion)} names no group`}: write one such as apps/v1.`, {
      code: "scale-target",
    });
  }
};

const segment = unlessEmpty(formatted(pathSegment));

/** What is scaled, or what a metric is about. */
export const reference: Check<CrossVersionObjectReference, Apis> = all<CrossVersionObjectReference, Apis>(
  required<CrossVersionObjectReference>("kind", "name"),
  fields<CrossVersionObjectReference>({ kind: segment, name: segment }),
  version,
);
