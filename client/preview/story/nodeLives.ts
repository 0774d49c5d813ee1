import { milliValue, parseQuantity, quantityOf, value } from "../../../api/quantity.ts";
import type { Node } from "../../../schemas/generated/types.ts";
import { SpanList } from "./spans.ts";
import type { NodeLife, NodeSpan } from "./story.ts";
import { type History, latest, ofKind } from "./history.ts";

/** Every node that was ever there, in order of creation. */
export function nodeLives(history: History): NodeLife[] {
  return [...ofKind(history, "Node")].map(([, versions]) => {
    const list = new SpanList<NodeSpan>();
    for (const version of versions) list.add(nodeSpan(version.at, version.object ?? latest(versions), version.object !== undefined));
    const { name, labels } = latest(versions).metadata;
    return { name, zone: labels?.["topology.kubernetes.io/zone"] ?? "", spans: list.spans };
  });
}

function nodeSpan(at: number, { spec, status }: Node, here: boolean): NodeSpan {
  const room = status?.allocatable ?? status?.capacity ?? {};
  const amount = (name: string) => parseQuantity(room[name] ?? 0) ?? quantityOf(0);
  const taints = (spec?.taints ?? []).map(({ key, value: taintValue, effect }) => `${key}${taintValue ? `=${taintValue}` : ""}:${effect}`);
  return {
    at,
    here,
    cpu: milliValue(amount("cpu")),
    memory: value(amount("memory")),
    pods: value(amount("pods")),
    cordoned: spec?.unschedulable === true,
    taints,
  };
}
