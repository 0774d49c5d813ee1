import type { CrossVersionObjectReference } from "../../../schemas/generated/types.ts";
import { type Check, all, fields, required, unlessEmpty } from "../../check.ts";
import { formatted, pathSegment } from "../names.ts";
import { versionsOf } from "../../schema.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** Which apiVersions a reference may have: any, one with a group, or whatever it had before. */
export type Apis = "any" | "grouped" | "as-before";

const version: Check<CrossVersionObjectReference, Apis> = ({ apiVersion = "", kind = "" }, root, causes, apis) => {
  const at = root.field("apiVersion");
  const parts = apiVersion.split("/");
  if (apis === "as-before") return;
  if (parts.length > 2) causes.invalid(at, say("no-api-version", { apiVersion: quoted(apiVersion) }), { code: "scale-target" });
  else if (apis === "grouped" && (parts.length < 2 || parts[0] === "")) {
    causes.invalid(at, apiVersion === "" ? say("api-version-missing") : say("api-version-without-group", { apiVersion: quoted(apiVersion) }), {
      code: "scale-target",
      ...groupOf(kind),
    });
  }
};

/** The newest version of a kind that the API itself has, if it is in a group. */
function groupOf(kind: string): { readonly instead?: string } {
  const served = versionsOf(kind).findLast(({ apiVersion }) => apiVersion.includes("/"));
  return served ? { instead: served.apiVersion } : {};
}

const segment = unlessEmpty(formatted(pathSegment));

/** What is scaled, or what a metric is about. */
export const reference: Check<CrossVersionObjectReference, Apis> = all<CrossVersionObjectReference, Apis>(
  required<CrossVersionObjectReference>("kind", "name"),
  fields<CrossVersionObjectReference>({ kind: segment, name: segment }),
  version,
);
