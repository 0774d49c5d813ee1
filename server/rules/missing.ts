import { slipOf } from "../names/slip.ts";
import { type Mention, type Named, nameKey } from "../names/named.ts";
import { podTemplateOf } from "../workspace/podOf.ts";
import { itemsOf } from "./pods.ts";
import type { Severity } from "../finding/settings.ts";
import type { Rule, Subject } from "./rule.ts";
import { type ServerSentence, say } from "../words/say.ts";

interface Wanted {
  readonly code: string;
  readonly severity?: Severity;
  /** The kinds that the name may refer to. */
  readonly of: readonly string[];
  /** The kinds of documents that refer to it; absent: any. */
  readonly from?: readonly string[];
}

/**
 * A rule against references to objects that the workspace does not define.
 * Many objects of a cluster are in no workspace: a missing object is reported only if the workspace has objects of that kind in that namespace,
 * and as a warning only if its name resembles one of them.
 */
export function missingObject({ code, severity = "warning", of, from }: Wanted): Rule {
  return {
    code,
    severity,
    looksAt: "workspace",
    ...(from && { kinds: from }),
    *check(subject) {
      for (const mention of references(subject)) {
        const { named, path } = mention;
        if (named.is !== "object" || !of.includes(named.kind) || subject.catalog.find(named.kind, named.namespace, named.name).length > 0) continue;
        const others = subject.catalog.names(named.kind, named.namespace);
        if (others.size === 0 || isBuiltIn(named) || isMade(subject, named) || isMadeByJob(subject, named)) continue;
        const near = slipOf(named.name, others);
        yield {
          path,
          message: missingMessage(`${named.kind} ${named.name}`, near),
          ...(near === undefined ? { severity: "information" } : { instead: near }),
        };
      }
    },
  };
}

/** The sentence for an object that is not in the workspace, with the nearest name if there is one. */
export function missingMessage(what: string | ServerSentence, near: string | undefined): ServerSentence {
  return near === undefined ? say("not-in-workspace", { what }) : say("not-in-workspace-near", { what, near });
}

/** The required references of a document. */
export function references({ document }: Subject): readonly Mention[] {
  return document.mentions.filter(({ role, optional }) => role === "reference" && !optional);
}

/** Whether Kustomize generates an object. */
function isMade({ catalog }: Subject, named: Named): boolean {
  return catalog.mentions(nameKey(named)).some(({ mention }) => mention.role === "definition");
}

/** Whether the command of a Job in the same namespace names the object, and so probably creates it. */
function isMadeByJob({ catalog }: Subject, { namespace, name }: Extract<Named, { is: "object" }>): boolean {
  return catalog.all("Job").some(({ document: { self, manifest } }) => {
    if (self.namespace !== namespace) return false;
    const containers = podTemplateOf(manifest.value)?.spec?.containers;
    return itemsOf(containers).some(({ item: { command, args } }) =>
      [command, args].flat().some((word) => typeof word === "string" && word.split(/[\s=,]/).includes(name)),
    );
  });
}

/** Objects that every cluster has. In `kube-system` it keeps the accounts of its controllers. */
function isBuiltIn({ kind, namespace, name }: Extract<Named, { is: "object" }>): boolean {
  switch (kind) {
    case "ServiceAccount":
      return name === "default" || namespace === "kube-system";
    case "ConfigMap":
      return name === "kube-root-ca.crt";
    case "Role":
      return name.startsWith("system:") || name === "extension-apiserver-authentication-reader";
    case "ClusterRole":
      return name.startsWith("system:") || ["admin", "cluster-admin", "edit", "view"].includes(name);
    default:
      return false;
  }
}
