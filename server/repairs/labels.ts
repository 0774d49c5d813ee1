import { isObject } from "../../api/object.ts";
import type { Written } from "../text/written.ts";
import { templatePath } from "../workspace/podOf.ts";
import { say } from "../words/say.ts";
import { addKey, setValue } from "./edits.ts";
import { candidate, objectAt, type Repairer, valueIn } from "./repair.ts";

/** A selector that does not select its own pods: the template gets the labels, or the selector asks for those that are there. */
export const labels: Repairer = function* (trouble) {
  const {
    cause,
    path,
    document: { manifest },
  } = trouble;
  if (cause?.code !== "selector-matches-template") return;
  const { root, kind } = objectAt(manifest, path);
  const template = templatePath(kind ?? "");
  const selector = [...root, "spec", "selector", ...(kind === "ReplicationController" ? [] : ["matchLabels"])];
  const at = [...root, ...(template ?? []), "metadata", "labels"];
  const [asked, held] = [valueIn(trouble, selector), valueIn(trouble, at)];
  if (!isObject(asked)) return;
  if (isObject(held)) {
    const missing = Object.entries(asked).filter(([key, value]) => held[key] !== value);
    const edits = missing.flatMap(([key, value]) =>
      key in held ? setValue(manifest, [...at, key], value as Written) : addKey(manifest, at, key, value as Written),
    );
    yield* candidate(say("add-labels", { labels: missing.map(([key, value]) => `${key}: ${String(value)}`).join(", ") }), edits, true);
    const same = Object.fromEntries(Object.entries(held).filter(([key]) => key in asked));
    yield* candidate(say("select-labels"), setValue(manifest, selector, (Object.keys(same).length > 0 ? same : held) as Written));
  } else {
    const metadata = at.slice(0, -1);
    const edits = isObject(valueIn(trouble, metadata))
      ? addKey(manifest, metadata, "labels", asked as Written)
      : addKey(manifest, at.slice(0, -2), "metadata", { labels: asked as Written });
    yield* candidate(
      say("add-labels", {
        labels: Object.entries(asked)
          .map(([key, value]) => `${key}: ${String(value)}`)
          .join(", "),
      }),
      edits,
      true,
    );
  }
};
