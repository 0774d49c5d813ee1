import { isObject } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import { valueAt } from "../text/values.ts";
import { flow } from "../text/writeYaml.ts";
import type { Written } from "../text/written.ts";
import { say } from "../words/say.ts";
import { changesBetween } from "./changesBetween.ts";
import { addKey, type Edit, remove } from "./edits.ts";
import { type Candidate, candidate, type Repairer, type Trouble, valueIn } from "./repair.ts";

/** Restores the committed value of an immutable field; a selector together with the labels that it selects. */
export const committed: Repairer = function* (trouble) {
  const { finding, committed: before, path } = trouble;
  if (before === undefined || finding.message.code !== "cannot-be-applied") return;
  for (let depth = path.length; depth >= Math.min(1, path.length); depth--) yield* restored(trouble, before, path.slice(0, depth));
};

const labels: Steps = ["spec", "template", "metadata", "labels"];

function restored(trouble: Trouble, before: unknown, path: Steps): Candidate[] {
  const was = valueAt(before, path);
  const key = String(path.at(-1) ?? "");
  const title =
    was === undefined
      ? say("remove-as-committed", { key })
      : isObject(was) || Array.isArray(was)
        ? say("restore-part", { key })
        : say("restore-value", { key, value: flow(was as Written) });
  const edits = back(trouble, was, path);
  const isSelector = path.slice(0, 2).join(".") === "spec.selector";
  const together = isSelector ? candidate(title, [...edits, ...back(trouble, valueAt(before, labels), labels)], true) : [];
  return [...candidate(title, edits, true), ...together];
}

/** The edits that restore one value. */
function back(trouble: Trouble, was: unknown, path: Steps): Edit[] {
  const { manifest } = trouble.document;
  const isThere = manifest.keyAt(path) !== undefined || manifest.nodeAt(path) !== undefined;
  if (was === undefined) return isThere ? remove(manifest, path) : [];
  if (isThere) return changesBetween(manifest, valueIn(trouble, path), was, path);
  return typeof path.at(-1) === "string" ? addKey(manifest, path.slice(0, -1), String(path.at(-1)), was as Written) : [];
}
