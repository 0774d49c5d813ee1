import { admit } from "../../api/admit/admit.ts";
import type { Warning } from "../../api/warning.ts";
import type { ApiCode } from "../../api/words/say.ts";
import type { Part } from "../../api/words/sentence.ts";
import type { StoredObject } from "../../engine/core/objects.ts";

/** What the server says of an object that it accepts. */
export function warningsOf(object: StoredObject, old?: StoredObject): string {
  const { warnings } = admit(object, old);
  const texts = warnings.flatMap((warning) => serverText(warning) ?? []);
  return [...new Set(texts)].map((text) => `Warning: ${text}\n`).join("");
}

/** A warning in the server's words; what only we warn of it does not say. */
function serverText({ path, message }: Warning): string | undefined {
  const part = (name: string): string => wordOf(message.parts?.[name as never]);
  return sentences[message.code]?.(part, path.toString());
}

function wordOf(part: Part | undefined): string {
  if (typeof part === "object" && "quoted" in part) return String(part.quoted);
  return typeof part === "object" ? "" : String(part ?? "");
}

type Say = (part: (name: string) => string, at: string) => string;

/** The server's words by our code. */
const sentences: { readonly [Code in ApiCode]?: Say } = {
  "annotation-dead-use": (part, at) => `${at}: non-functional in v1.27+; use the "${part("now")}" field instead`,
  "annotation-deprecated-use": (part, at) =>
    at.endsWith("[volume.beta.kubernetes.io/storage-class]")
      ? `${at}: deprecated since v1.8; use "storageClassName" attribute instead`
      : `annotation ${JSON.stringify(/\[(.*)\]$/.exec(at)?.[1] ?? "")} is deprecated, please use '${part("now")}' instead`,
  "app-armor-annotation-deprecated": (_, at) => `${at}: deprecated since v1.30; use the "appArmorProfile" field instead`,
  "better-written": (part, at) => `${at}: IPv6 address "${part("value")}" should be in RFC 5952 canonical format ("${part("instead")}")`,
  "byte-fraction": (part, at) => `${at}: fractional byte value "${part("amount")}" is invalid, must be an integer`,
  "empty-name": (_, at) => `${at}: invalid empty name ""`,
  "empty-source": (part) => `volume "${part("name")}" (Projected) has no sources provided`,
  "endpoints-deprecated": () => "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
  "external-ips-deprecated": () => "spec.externalIPs is deprecated and may no longer be implemented in some clusters",
  "external-name-ignored": () => 'spec.externalName is ignored when spec.type is not "ExternalName"',
  "fqdn-deprecated": () => "spec.addressType: FQDN endpoints are deprecated",
  "hostname-from-name": () =>
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
  "matches-no-pod": (_, at) => `${at}: a null labelSelector results in matching no pod`,
  "more-than-limits": (part) =>
    `ResourceQuota requests.${part("name")} (${part("request")}) should be less than limits.${part("name")} (${part("limit")})`,
  "negative-time": (_, at) => `${at}: must be >= 0; negative values are invalid and will be treated as 1`,
  "no-pem-block": () => "tls: failed to find any PEM data in certificate input",
  "node-label-renamed": (part, at) => `${at}: deprecated; use "${part("now")}" instead`,
  "node-label-renamed-since": (part, at) => `${at}: deprecated since v${part("since")}; use "${part("now")}" instead`,
  "port-declared-already": (part, at) => `${at}: duplicate port definition with ${part("place")}`,
  "prefer-close-renamed": (_, at) => `${at}: "PreferClose" is deprecated; use "PreferSameZone"`,
  "recycle-deprecated": (_, at) =>
    `${at}: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.`,
  "there-twice": (part, at) => `${at}: duplicate name "${part("key")}"`,
  "useless-when-headless": () => "spec.SessionAffinity is ignored for headless services",
  "variable-twice": (part, at) => `${at}: hides previous definition of "${part("name")}", which may be dropped when using apply`,
  "volume-dead-since": (part, at) => `${at}: deprecated in v${deadVolumes[part("since")] ?? part("since")}, non-functional in v${part("since")}+`,
};

/** Since when volumes were on their way out, by when they ceased to work. */
const deadVolumes: Readonly<Record<string, string>> = { "1.26": "1.25", "1.31": "1.28" };
