import { say } from "../words/say.ts";
import { candidate, type Repairer, valueIn } from "./repair.ts";

/** `port // why`: turns the intended comment into a YAML comment. */
export const comments: Repairer = function* (trouble) {
  const {
    path,
    document: { manifest },
  } = trouble;
  const value = valueIn(trouble, path);
  const node = typeof value === "string" && /\S\s+\/\//.test(value) ? manifest.nodeAt(path) : undefined;
  const at = node?.is === "scalar" ? manifest.syntax.text.slice(node.from, node.to).search(/\s\/\//) : -1;
  if (node && at >= 0) yield* candidate(say("comment-out"), [{ from: node.from + at + 1, to: node.from + at + 3, text: "#" }], true);
};
