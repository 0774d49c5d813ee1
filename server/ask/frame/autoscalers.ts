import type { HorizontalPodAutoscaler } from "../../../schemas/generated/types.ts";
import { natural } from "../../../engine/core/natural.ts";
import type { Stored } from "../../../engine/core/objects.ts";
import type { Names } from "../../../engine/rehearsal/script/names.ts";
import { flag, type FrameTable, table } from "./part.ts";

/** Autoscalers: their metrics, replicas and conditions, with messages, since only those explain an autoscaler's decision. */
export const autoscalers: FrameTable = ({ names }) =>
  table(names, "HorizontalPodAutoscaler", (autoscaler: Stored<HorizontalPodAutoscaler>) => row(autoscaler, names));

function row({ status }: Stored<HorizontalPodAutoscaler>, names: Names): object {
  const { currentReplicas = 0, desiredReplicas = 0, conditions = [], currentMetrics, lastScaleTime } = status;
  const sorted = [...conditions].sort((a, b) => natural(a.type ?? "", b.type ?? ""));
  return {
    current: currentReplicas,
    desired: desiredReplicas,
    ...flag("scaled", Boolean(lastScaleTime)),
    conditions: Object.fromEntries(
      sorted.map(({ type, status: value, reason, message = "" }) => [type, `${value} ${reason}: ${namesInOrder(names.plain(message))}`]),
    ),
    ...flag(
      "metrics",
      currentMetrics?.filter(({ type }) => type),
    ),
  };
}

/** The server lists rival autoscalers in random order. */
function namesInOrder(text: string): string {
  return text.replace(/(?<=multiple HPAs: \[).*(?=\])/, (list) => list.split(" ").sort(natural).join(" "));
}
