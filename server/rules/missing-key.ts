import { nearest } from "../../api/cause.ts";
import { memoize } from "../../api/memoize.ts";
import type { Document } from "../workspace/model.ts";
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
    let helped = 0;
    for (const { named, path } of references(subject)) {
      if (named.is !== "key") continue;
      const objects = subject.catalog.find(named.kind, named.namespace, named.name);
      const keys = objects.map(({ document }) => keysOf(document));
      if (objects.length === 0 || keys.some((own) => own.has(named.key)) || isGenerated(subject, named)) continue;
      const near =
        helped++ < mostHelped
          ? nearest(
              named.key,
              keys.flatMap((own) => [...own]),
            )
          : undefined;
      yield {
        path,
        message: missingMessage(say("key-in", { key: named.key, kind: named.kind, name: named.name }), near),
        ...(near !== undefined && { instead: near }),
        // An empty object may get its keys elsewhere.
        ...(keys.every(({ size }) => size === 0) && { severity: "information" as const }),
      };
    }
  },
};

/** For so many missing keys of a document the nearest one is looked for. */
const mostHelped = 500;

/** The keys that a ConfigMap or a Secret defines. */
export const keysOf = memoize(
  ({ mentions }: Document): ReadonlySet<string> =>
    new Set(mentions.flatMap(({ named, role }) => (named.is === "key" && role === "definition" ? [named.key] : []))),
);

/** Whether Kustomize generates or merges the object, so that its keys may be in other files. */
function isGenerated({ catalog }: Subject, { kind, namespace, name }: Extract<Named, { is: "key" }>): boolean {
  return catalog
    .mentions(nameKey({ is: "object", kind, namespace, name }))
    .some(({ mention, document }) => mention.role === "definition" && document.recognition === "kustomization");
}
