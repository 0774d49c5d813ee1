import { memoize } from "../../api/memoize.ts";
import { matcher } from "../../api/selector.ts";
import { folderOf } from "../text/uris.ts";
import type { Catalog, Entry } from "../workspace/catalog.ts";
import { selectorOf } from "../workspace/podOf.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

const controllers = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"];

/** How many conflicting controllers are shown. */
const mostShown = 10;

/** Two controllers that select the same pods conflict. Other folders, and alternatives within a folder, are ignored: they are other versions of the same objects. */
export const overlappingSelectors: Rule = {
  code: "overlapping-selectors",
  severity: "warning",
  looksAt: "workspace",
  kinds: controllers,
  *check({ document, uri, value, catalog }) {
    const selector = selectorOf(value);
    if (!selector) return;
    const { kind, name, namespace } = document.self;
    const here = folderOf(uri);
    const rivals = selectorsAmong(catalog.selected(namespace, selector)).flatMap(({ entry, folder, selects }) => {
      const { self } = entry.document;
      const isSame = self.kind === kind && self.name === name;
      return !isSame && folder === here && selects(document.podLabels) ? [entry] : [];
    });
    const [first] = rivals;
    if (!first || (rivals.every((rival) => rival.uri !== uri) && holdsAlternatives(catalog, here))) return;
    const rival = `${first.document.self.kind} ${first.document.self.name}`;
    yield {
      path: ["spec", "selector"],
      onKey: true,
      message: rivals.length === 1 ? say("rival-selector", { rival }) : say("rival-selectors", { rival, count: rivals.length - 1 }),
      related: rivals.slice(0, mostShown).map((entry) => ({
        uri: entry.uri,
        base: entry.from,
        document: entry.document,
        path: ["spec", "selector"],
        message: say("the-other-selector"),
      })),
    };
  },
};

/** Among more controllers of the same pods no others are looked for. */
const mostCompared = 1000;

/** The controllers among some workloads, with their folders and selectors. */
const selectorsAmong = memoize((workloads: readonly Entry[]) =>
  workloads
    .filter(({ document: { self } }) => self.name !== "" && controllers.includes(self.kind))
    .slice(0, mostCompared)
    .map((entry) => ({ entry, folder: folderOf(entry.uri), selects: matcher(selectorOf(entry.document.manifest.value)) })),
);

/** Whether two files of a folder define the same object: then they are alternatives, as in a collection of examples, and not applied together. */
function holdsAlternatives(catalog: Catalog, folder: string): boolean {
  const files = new Map<string, string>();
  return catalog.all().some(({ uri, document: { self, recognition } }) => {
    if (recognition !== "manifest" || folderOf(uri) !== folder) return false;
    const ref = `${self.kind}/${self.namespace}/${self.name}`;
    const before = files.get(ref);
    files.set(ref, uri);
    return before !== undefined && before !== uri;
  });
}
