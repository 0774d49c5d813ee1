import { matches } from "../../api/selector.ts";
import { selectorOf } from "../workspace/podOf.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

const controllers = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"];

/** The rivals that are shown with their place. */
const mostShown = 10;

/** Two controllers that select the same pods conflict. Other folders are ignored, since they may contain other versions of the same objects. */
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
    if (!first) return;
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

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}
