import { isObject } from "../../api/object.ts";
import { withoutNewline } from "../rules/secret-ends-in-newline.ts";
import type { Written } from "../text/written.ts";
import { say } from "../words/say.ts";
import { addKey, remove, setValue } from "./edits.ts";
import { type Candidate, candidate, type Repairer, type Trouble, valueIn } from "./repair.ts";

/** What the API server accepts, and a kubelet makes something else of than was meant. */
export const runtime: Repairer = function* (trouble) {
  const {
    finding: { code },
    path,
    document: { manifest },
  } = trouble;
  const value = valueIn(trouble, path);
  if (code === "root-against-non-root") yield* candidate(say("remove", { key: "runAsUser: 0" }), remove(manifest, path));
  if (typeof value !== "string") return;
  if (code === "env-defined-later") yield* swapped(trouble, value);
  if (code === "file-mounted-as-folder") {
    const file = value.slice(value.lastIndexOf("/") + 1);
    yield* candidate(say("add", { key: `subPath: ${file}` }), addKey(manifest, path.slice(0, -1), "subPath", file), true);
  }
  if (code === "secret-ends-in-newline") {
    const encoded = withoutNewline(value);
    if (encoded !== undefined) yield* candidate(say("remove-newline", { key: String(path.at(-1)) }), setValue(manifest, path, encoded));
  }
};

/** A variable and the one that its value refers to change places. */
function swapped(trouble: Trouble, value: string): Candidate[] {
  const { path, document } = trouble;
  const list = path.slice(0, -2);
  const held = valueIn(trouble, list);
  const items: readonly unknown[] = Array.isArray(held) ? held : [];
  const [own, later] = [Number(path.at(-2)), items.findLastIndex((item) => isObject(item) && value.includes(`$(${String(item["name"])})`))];
  const [first, second] = [items[own], items[later]];
  if (!isObject(first) || !isObject(second) || later < own) return [];
  return candidate(
    say("swap-variables", { name: String(second["name"]) }),
    [...setValue(document.manifest, [...list, own], second as Written), ...setValue(document.manifest, [...list, later], first as Written)],
    true,
  );
}
