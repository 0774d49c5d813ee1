import type { ClusterTrustBundleProjection, PodCertificateProjection } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, oneOf, unlessEmpty } from "../../check.ts";
import { annotationsSize } from "../metadata.ts";
import { dnsLabel, dnsSubdomain, formatted, qualifiedName } from "../names.ts";
import { labelSelector } from "../selectors.ts";
import { volumePath } from "./paths.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

const longestName = 571;

/** The name of a certificate signer: a domain and a path, such as `example.com/signer`. */
const signerName: Check<string> = (name, at, causes) => {
  if (name === "") return causes.required(at, say("signer-missing"));
  const [domain = "", path = "", ...others] = name.split("/");
  if (others.length > 0 || !name.includes("/")) return causes.invalid(at, say("no-signer", { name: quoted(name) }));
  const labels = domain.split(".");
  if (domain.length > 253) causes.add("FieldValueTooLong", at, say("too-many-characters", { count: domain.length, most: 253 }));
  const flaw = labels.map(dnsLabel).find((found) => found !== undefined);
  if (flaw) causes.invalid(at, flaw.message);
  if (labels.length < 2) causes.invalid(at, say("domain-without-dot", { domain: quoted(domain) }));
  const pathFlaw = path
    .split(".")
    .map(dnsSubdomain)
    .find((found) => found !== undefined);
  if (pathFlaw) causes.invalid(at, pathFlaw.message);
  if (name.length > longestName) causes.add("FieldValueTooLong", at, say("too-many-characters", { count: name.length, most: longestName }));
};

/** The name of a bundle begins with its signer's, if it has one: `example.com:signer:name`. */
const bundleName: Check<string> = (name, at, causes) => {
  if (name === "") causes.required(at, say("bundle-missing"));
  formatted(dnsSubdomain)(name.slice(name.lastIndexOf(":") + 1), at, causes, undefined);
};

/** Roots of trust in a file: one bundle by its name, or all bundles of a signer. */
export const clusterTrustBundle: Check<ClusterTrustBundleProjection> = (
  { name, signerName: signer, labelSelector: labels, path = "" },
  at,
  causes,
) => {
  if (name !== undefined && signer !== undefined) causes.invalid(at, say("bundle-twice"));
  else if (name !== undefined) {
    bundleName(name, at.field("name"), causes, undefined);
    if (labels !== undefined) causes.invalid(at.field("labelSelector"), say("bundle-named"));
  } else if (signer !== undefined) {
    signerName(signer, at.field("signerName"), causes, undefined);
    if (labels !== undefined) labelSelector(labels, at.field("labelSelector"), causes, undefined);
  } else causes.required(at, say("no-bundle"));
  if (path === "") causes.required(at.field("path"), say("bundle-path-missing"));
  else volumePath(path, at.field("path"), causes, undefined);
};

/** The files that a certificate can be written to. */
export const certificatePaths = ["credentialBundlePath", "keyPath", "certificateChainPath"] as const;

const keyTypes = ["RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"];
const [shortest, longest, longestOfKubernetes] = [3600, 91 * 86_400, 86_400];

const maxExpiration: Check<PodCertificateProjection> = ({ maxExpirationSeconds: seconds, signerName: signer = "" }, at, causes) => {
  const isOfKubernetes = /^(?:[^/]*\.)?kubernetes\.io\//.test(signer);
  if (seconds !== undefined)
    between(shortest, isOfKubernetes ? longestOfKubernetes : longest)(seconds, at.field("maxExpirationSeconds"), causes, undefined);
};

/** Annotations for the signer, each with a domain in front. */
const userAnnotations: Check<Readonly<Record<string, string>>> = (map, at, causes) => {
  for (const key of Object.keys(map)) {
    const here = at.key(key).shownAs(at);
    const flaw = qualifiedName(key.toLowerCase());
    if (key === "") causes.required(here, say("annotation-without-name"));
    else if (flaw) causes.invalid(here, flaw.message, { blames: "key" });
    else if (!key.includes("/")) causes.invalid(here, say("key-without-domain", { key: quoted(key) }), { blames: "key" });
  }
  annotationsSize(map, at, causes, undefined);
};

/** A certificate for the pod, which the kubelet asks for and renews. */
export const podCertificate: Check<PodCertificateProjection> = all<PodCertificateProjection>(
  ({ signerName: signer = "", keyType = "" }, at, causes) => {
    signerName(signer, at.field("signerName"), causes, undefined);
    oneOf(...keyTypes)(keyType, at.field("keyType"), causes, undefined);
  },
  maxExpiration,
  fields<PodCertificateProjection>({
    userAnnotations,
    credentialBundlePath: unlessEmpty(volumePath),
    keyPath: unlessEmpty(volumePath),
    certificateChainPath: unlessEmpty(volumePath),
  }),
  (projection, at, causes) => {
    if (certificatePaths.every((name) => (projection[name] ?? "") === ""))
      causes.required(at, say("certificate-path-missing", { paths: listed(certificatePaths) }));
  },
);
