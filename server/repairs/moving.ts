import { nearest } from "../../api/cause.ts";
import { startsWith, type Steps } from "../../api/path.ts";
import { keyText } from "../manifest/mapKey.ts";
import type { Node } from "../syntax/tree.ts";
import { resolved } from "../text/trail.ts";
import { say } from "../words/say.ts";
import { move } from "./blocks.ts";
import { type Candidate, candidate, fieldsIn, objectAt, type Repairer, type Trouble } from "./repair.ts";

/** A field in the wrong map: moves it to a map with such a field, the nearest first. */
export const moving: Repairer = function* (trouble) {
  const { cause, path, document } = trouble;
  if (cause?.type !== "UnknownField") return;
  const name = String(path.at(-1));
  const { root } = objectAt(document.manifest, path);
  const from = path.slice(0, -1);
  const targets = mapsIn(document.manifest.nodeAt(root), root)
    .filter((into) => !startsWith(into, path) && into.join() !== from.join())
    .toSorted((a, b) => distance(a, from) - distance(b, from))
    .slice(0, mostTargets);
  const exact = targets.filter((into) => fieldsIn(document.manifest, into).has(name) && !document.manifest.keyAt([...into, name]));
  for (const into of exact.slice(0, few)) yield* moved(trouble, into, undefined, exact.length === 1 || distance(into, from) <= nearby);
  if (exact.length > 0) return;
  for (const into of targets) {
    const as = nearest(name, fieldsIn(document.manifest, into).keys());
    if (as !== undefined && !document.manifest.keyAt([...into, as])) yield* moved(trouble, into, as, distance(into, from) === 1);
  }
};

const mostTargets = 60;
const few = 5;
/** A move by up to two levels is not a guess. */
const nearby = 2;

function moved({ document, path }: Trouble, into: Steps, as: string | undefined, isSure: boolean): Candidate[] {
  const key = String(path.at(-1));
  const title = into.length === 0 ? say("move-to-top", { key }) : say("move-into", { key, into: into.join(".") });
  return candidate(title, move(document.manifest, path, into, as), isSure);
}

/** The paths of all maps below a node, and of empty values that may become one. */
function mapsIn(node: Node | undefined, at: Steps): Steps[] {
  const held = resolved(node);
  if (held === undefined) return [at];
  if (held.is === "scalar") return [];
  if (held.is === "sequence") return held.items.flatMap(({ value }, i) => (value ? mapsIn(value, [...at, i]) : []));
  return [
    at,
    ...held.pairs.flatMap(({ key, value }) => {
      const name = keyText(key);
      return name === undefined ? [] : mapsIn(value, [...at, name]);
    }),
  ];
}

/** The number of steps between two places; a list and its item count as one. */
function distance(a: Steps, b: Steps): number {
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a[shared] === b[shared]) shared++;
  const named = (steps: Steps): number => steps.slice(shared).filter((step) => typeof step === "string").length;
  return named(a) + named(b) + (named(a) > 0 && named(b) > 0 ? 1 : 0);
}
