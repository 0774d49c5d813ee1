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
        // Keys that are filled in elsewhere leave an empty object behind.
        ...(keys.length === 0 && { severity: "information" as const }),
      };
    }
  },
};

/** Whether Kustomize makes the object, or adds to it: its keys may be in files of other kinds. */
function isGenerated({ catalog }: Subject, { kind, namespace, name }: Extract<Named, { is: "key" }>): boolean {
  return catalog
    .mentions(nameKey({ is: "object", kind, namespace, name }))
    .some(({ mention, document }) => mention.role === "definition" && document.recognition === "kustomization");
}
