import { memoize } from "../../api/memoize.ts";
import { valueAt } from "../text/values.ts";
import type { Finding } from "../finding/finding.ts";
import type { Document } from "../workspace/model.ts";

/**
 * Whether a person has asked to ignore a finding:
 * a comment `# rehearsal-ignore: code, code` at the end of the line, on the line above it, or at the top of the document for all of it;
 * or an annotation by which kube-linter, kube-score or polaris would ignore the same problem.
 */
export function isIgnored(document: Document, { code, from }: Finding): boolean {
  return isIgnoredByComment(document, code, from) || isIgnoredByAnnotation(document, code);
}

const comment = /#\s*rehearsal-ignore:\s*([\w-]+(?:\s*,\s*[\w-]+)*)/;

/** The lines above a document's first key; nothing where no comment ignores anything. */
const headOf = memoize(({ text }: Document): readonly string[] | undefined =>
  text.includes("rehearsal-ignore") ? /^(?:\s*(?:#.*|---.*)?\r?\n)*/.exec(text)![0].split("\n") : undefined,
);

function isIgnoredByComment(document: Document, code: string, from: number): boolean {
  const head = headOf(document);
  if (!head) return false;
  const { lines } = document;
  const row = lines.lineAt(from);
  const near = [lines.textOf(row), row > 0 && /^\s*#/.test(lines.textOf(row - 1)) ? lines.textOf(row - 1) : ""];
  return [...near, ...head].some(
    (line) =>
      comment
        .exec(line)?.[1]
        ?.split(/\s*,\s*/)
        .includes(code) === true,
  );
}

/** The names of our rules in the other tools. */
export const theirNames: Readonly<Record<string, readonly string[]>> = {
  "latest-tag": ["latest-tag", "container-image-tag", "tagNotSpecified"],
  "no-requests": ["unset-cpu-requirements", "container-resources", "cpuRequestsMissing", "memoryRequestsMissing"],
  "no-memory-limit": ["unset-memory-requirements", "container-resources", "memoryLimitsMissing"],
  "same-probes": ["pod-probes-identical", "pod-probes"],
  "service-selects-nothing": ["dangling-service", "service-targets-pod"],
  "hpa-target-missing": ["dangling-horizontalpodautoscaler", "horizontalpodautoscaler-has-target"],
  "ingress-service-missing": ["dangling-ingress", "ingress-targets-service"],
  "network-policy-selects-nothing": ["dangling-networkpolicy", "networkpolicy-targets-pod"],
  "missing-service-account": ["non-existent-service-account"],
  "hpa-fixed-replicas": ["deployment-has-host-podantiaffinity", "deployment-replicas", "statefulset-replicas"],
  "pdb-blocks-eviction": ["pdb-min-available", "pdb-max-unavailable", "poddisruptionbudget-has-policy"],
  "duplicate-env": ["duplicate-env-var", "environment-variable-key-duplication"],
  "probe-port-missing": ["liveness-port", "readiness-port", "startup-port"],
  "target-port-missing": ["target-port"],
};

function isIgnoredByAnnotation({ manifest }: Document, code: string): boolean {
  const annotations = valueAt(manifest.value, ["metadata", "annotations"]);
  if (typeof annotations !== "object" || annotations === null) return false;
  const names = [code, ...(theirNames[code] ?? [])];
  return Object.entries(annotations).some(([key, value]) => {
    if (key === "kube-score/ignore")
      return String(value)
        .split(/\s*,\s*/)
        .some((name) => names.includes(name));
    if (key === "kube-linter.io/ignore-all" || (key === "polaris.fairwinds.com/exempt" && value === "true")) return code in theirNames;
    const name = /^(?:ignore-check\.kube-linter\.io\/(.+)|polaris\.fairwinds\.com\/(.+)-exempt)$/.exec(key);
    return name !== null && names.includes((name[1] ?? name[2])!);
  });
}
