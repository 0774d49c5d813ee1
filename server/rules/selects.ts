import type { Steps } from "../../api/path.ts";
import type { LabelSelector } from "../../schemas/generated/types.ts";
import { valueAt } from "../text/values.ts";
import type { Entry } from "../workspace/catalog.ts";
import type { Remark, Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/**
 * A rule for selectors that select no pods of the workspace. A workspace without pods in that namespace proves nothing:
 * a workload was probably meant only if it shares a label key or a name with the selector, or is in the same file.
 */
export function selectsNothing(code: string, kind: string, path: Steps, selector: (value: unknown) => LabelSelector | undefined): Rule {
  return {
    code,
    severity: "warning",
    looksAt: "workspace",
    kinds: [kind],
    *check(subject) {
      const wanted = selector(valueAt(subject.value, path));
      const pairs = Object.entries(wanted?.matchLabels ?? {});
      if (!wanted || (pairs.length === 0 && (wanted.matchExpressions ?? []).length === 0)) return;
      const { namespace, name } = subject.document.self;
      if (subject.catalog.selected(namespace, wanted).length > 0) return;
      const [meant] = subject.catalog.resembling(namespace, name, pairs);
      if (meant) yield remarkOn(path, kind, meant, pairs);
    },
  };
}

function remarkOn(path: Steps, kind: string, { uri, from, document }: Entry, pairs: readonly (readonly [string, string])[]): Remark {
  const labels = document.podLabels ?? {};
  const wrong = pairs.find(([key, value]) => labels[key] !== value) ?? pairs[0];
  const pods = `${document.self.kind} ${document.self.name}`;
  const labelled = wrong && labels[wrong[0]] !== undefined ? `${wrong[0]}: ${labels[wrong[0]]}` : undefined;
  const ask = wrong ? `${wrong[0]}: ${wrong[1]}` : "";
  const message =
    labelled === undefined
      ? say("selects-none-without-label", { kind, pods, label: ask })
      : say("selects-none-with-label", { kind, asked: ask, pods, found: labelled });
  return {
    path,
    onKey: true,
    message,
    related: [{ uri, base: from, document, path: ["metadata", "name"], message: say("pods-meant") }],
  };
}
