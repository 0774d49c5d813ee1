import { isObject } from "../../../api/object.ts";
import type { Step } from "../script.ts";

type Verb = Step extends infer S ? (S extends unknown ? keyof S : never) : never;

const isText = (what: unknown): boolean => typeof what === "string";
const areTexts =
  (...names: readonly string[]) =>
  (what: unknown): boolean =>
    isObject(what) && names.every((name) => isText(what[name]));

const shapes: Readonly<Record<Verb, (what: unknown) => boolean>> = {
  apply: Array.isArray,
  patch: (what) => areTexts("kind")(what) && "patch" in (what as object),
  scale: (what) => areTexts("kind", "name")(what) && Number.isSafeInteger((what as { replicas?: unknown }).replicas),
  rollback: areTexts("name"),
  restart: areTexts("name", "at"),
  pause: isText,
  resume: isText,
  delete: areTexts("kind"),
  evict: isObject,
  tick: () => true,
  ready: isObject,
  start: isObject,
  unready: isObject,
  crash: isObject,
  succeed: isObject,
  fail: isObject,
  stuck: isText,
  unstuck: isText,
  finish: () => true,
  metrics: isObject,
  wait: (what) => typeof what === "number" || what === "minute",
  addNode: areTexts("name"),
  removeNode: isText,
  failNode: isText,
  unreachable: isText,
  label: areTexts("node"),
  taint: areTexts("node", "key", "effect"),
  untaint: areTexts("node", "key"),
  kubectl: isText,
};

/** Whether a value from a file is a step that can be played. */
export function isStep(value: unknown): value is Step {
  const [entry, ...more] = isObject(value) ? Object.entries(value) : [];
  return entry !== undefined && more.length === 0 && Object.hasOwn(shapes, entry[0]) && shapes[entry[0] as Verb](entry[1]);
}
