import { matches } from "../../api/selector.ts";
import { folderOf } from "../text/uris.ts";
import type { Catalog } from "../workspace/catalog.ts";
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
    const rivals = catalog.selected(namespace, selector).filter(({ document: other, uri: place }) => {
      const isSame = other.self.kind === kind && other.self.name === name;
      return (
        !isSame &&
        other.self.name !== "" &&
        folderOf(place) === folderOf(uri) &&
        controllers.includes(other.self.kind) &&
        matches(selectorOf(other.manifest.value), document.podLabels)
      );
    });
    const [first] = rivals;
    if (!first || (rivals.every((rival) => rival.uri !== uri) && holdsAlternatives(catalog, folderOf(uri)))) return;
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
