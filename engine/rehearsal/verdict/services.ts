import { selectorFromMap, matches } from "../../../api/selector.ts";
import type { Service } from "../../../schemas/generated/types.ts";
import { keyOf, refOf, type Stored, type StoredObject } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { type Finding, finding } from "./finding.ts";
import { portFindings } from "./ports.ts";
import type { Scene } from "./scene.ts";
import { longest } from "./workloads.ts";
import { lasting, nameOf, say } from "./words/say.ts";

/** Whether a Service has ready pods, and when it has none. */
export function* serviceFindings(object: StoredObject, scene: Scene): Generator<Finding> {
  const { trace, course } = scene;
  const { spec, metadata } = object as Stored<Service>;
  const selector = selectorFromMap(spec.selector);
  const ref = refOf(object);
  const gauge = course.services.get(keyOf(ref));
  if (!selector || spec.type === "ExternalName" || spec.publishNotReadyAddresses) return;
  const service = nameOf(ref);
  const more = { spot: { object: ref, field: "spec.selector" } };
  if (!gauge?.ever) {
    const pods = scene.all<StoredPod>("Pod").filter((pod) => pod.metadata.namespace === metadata.namespace);
    const selects = pods.some(({ metadata: { labels } }) => matches(selector, labels));
    const isMeant = pods.some(({ metadata: { labels = {} } }) => Object.keys(selector.matchLabels ?? {}).some((key) => key in labels));
    if (!selects && !isMeant) return; // its pods belong to another change or to an operator
    yield finding("fails", selects ? say("never-endpoints", { service }) : say("selects-nothing", { service }), ref, trace.from, more);
    return;
  }
  yield* portFindings(object as Stored<Service>, scene);
  const gap = longest(gauge.gaps, trace.to);
  if (!gap) return;
  const { from, to } = gap;
  yield to === undefined
    ? finding("fails", say("no-endpoints-since", { service, time: lasting(from - trace.from) }), ref, from, more)
    : finding("suffers", say("no-endpoints-for", { service, time: lasting(to - from) }), ref, from, more);
}
