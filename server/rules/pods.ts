import type { Steps } from "../../api/path.ts";
import { isObject } from "../../api/object.ts";
import { podTemplateOf, templatePath } from "../workspace/podOf.ts";

import type { Subject } from "./rule.ts";

/** What describes a pod: a document and its value. */
type Described = Pick<Subject, "document" | "value">;

/** A container as written, with the steps to it. */
export interface ContainerAt {
  readonly container: Readonly<Record<string, unknown>>;
  readonly path: Steps;
  readonly is: "container" | "init";
}

/** The steps to the pod that a document describes, and its spec. */
export function podOf({ value, document }: Described): { readonly path: Steps; readonly spec: Readonly<Record<string, unknown>> } | undefined {
  const template = templatePath(document.self.kind);
  const spec = podTemplateOf(value)?.spec;
  return template && isObject(spec) ? { path: [...template, "spec"], spec } : undefined;
}

/** Every container of a document's pod, optionally with init containers. */
export function containersOf(subject: Described, withInit = false): ContainerAt[] {
  const pod = podOf(subject);
  if (!pod) return [];
  const lists = [["containers", "container"] as const, ...(withInit ? [["initContainers", "init"] as const] : [])];
  return lists.flatMap(([field, is]) =>
    itemsOf(pod.spec[field]).map(({ item, index }) => ({ container: item, path: [...pod.path, field, index], is })),
  );
}

/** The maps among a list's items. */
export function itemsOf(list: unknown): { readonly item: Readonly<Record<string, unknown>>; readonly index: number }[] {
  return Array.isArray(list) ? list.flatMap((item: unknown, index) => (isObject(item) ? [{ item, index }] : [])) : [];
}
