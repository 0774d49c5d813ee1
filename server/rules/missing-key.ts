import { nearest } from "../../api/cause.ts";
import { missingMessage, references } from "./missing.ts";
import { type Named, nameKey } from "../names/named.ts";
import type { Rule, Subject } from "./rule.ts";
import { say } from "../words/say.ts";

/** The ConfigMap or Secret exists, but the referenced key does not. */
export const missingKey: Rule = {
  code: "missing-key",
  severity: "warning",
  looksAt: "workspace",
  *check(subject) {
    for (const { named, path } of references(subject)) {
      if (named.is !== "key") continue;
      const objects = subject.catalog.find(named.kind, named.namespace, named.name);
      const keys = objects.flatMap(({ document }) =>
        document.mentions.flatMap((mention) => (mention.named.is === "key" && mention.role === "definition" ? [mention.named.key] : [])),
      );
      if (objects.length === 0 || keys.includes(named.key) || isGenerated(subject, named)) continue;
      const near = nearest(named.key, keys);
      yield {
        path,
        message: missingMessage(say("key-in", { key: named.key, kind: named.kind, name: named.name }), near),
        ...(near !== undefined && { instead: near }),
        // An empty object may get its keys elsewhere.
        ...(keys.length === 0 && { severity: "information" as const }),
      };
    }
  },
};

/** Whether Kustomize generates or merges the object, so that its keys may be in other files. */
function isGenerated({ catalog }: Subject, { kind, namespace, name }: Extract<Named, { is: "key" }>): boolean {
  return catalog
    .mentions(nameKey({ is: "object", kind, namespace, name }))
    .some(({ mention, document }) => mention.role === "definition" && document.recognition === "kustomization");
}
