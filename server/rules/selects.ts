import type { Steps } from "../../api/path.ts";
import { textOf } from "../../api/object.ts";
import { matches } from "../../api/selector.ts";
import type { LabelSelector } from "../../schemas/generated/types.ts";
import { valueAt } from "../text/values.ts";
import type { Entry } from "../workspace/catalog.ts";
import type { Remark, Rule } from "./rule.ts";
import { listed } from "../../api/words/sentence.ts";
import { say } from "../words/say.ts";

/**
 * A rule for selectors that select no pods of the workspace. A workspace without pods in that namespace proves nothing:
 * a workload was probably meant only if it has the name of the selecting object, or at least half of the labels and no other object of that kind.
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
      const isTaken = ({ document: { podLabels } }: Entry): boolean =>
        subject.catalog.all(kind).some((other) => {
          const theirs = selector(valueAt(other.document.manifest.value, path));
          return other.document.self.namespace === namespace && theirs !== undefined && matches(theirs, podLabels);
        });
      const meant = subject.catalog
        .resembling(namespace, name, pairs)
        .find((entry) => isWhole(entry) && (entry.document.self.name === name || (shared(entry, pairs) * 2 >= pairs.length && !isTaken(entry))));
      if (meant) yield remarkOn(path, kind, meant, wanted);
    },
  };
}

/** A patch need not have the labels of its pods. */
function isWhole({ document: { recognition } }: Entry): boolean {
  return recognition === "manifest";
}

/** How many of the labels the pods have. */
function shared({ document: { podLabels = {} } }: Entry, pairs: readonly (readonly [string, string])[]): number {
  return pairs.filter(([key, value]) => podLabels[key] === value).length;
}

function remarkOn(path: Steps, kind: string, { uri, from, document }: Entry, { matchLabels = {}, matchExpressions = [] }: LabelSelector): Remark {
  const labels = document.podLabels ?? {};
  const wrong = Object.entries(matchLabels).find(([key, value]) => labels[key] !== value);
  const pods = `${document.self.kind} ${document.self.name}`;
  const labelled = wrong && labels[wrong[0]] !== undefined ? `${wrong[0]}: ${labels[wrong[0]]}` : undefined;
  const ask = wrong ? `${wrong[0]}: ${wrong[1]}` : listed(matchExpressions.map(({ key }) => textOf(key)));
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
