import type { Container, PodSpec } from "../schemas/generated/types.ts";
import { add, compare, isZero, parseQuantity, quantityOf, type Quantity, sign } from "./quantity.ts";

/** The QoS class, by which a node evicts pods when resources run out. */
export type QosClass = "Guaranteed" | "Burstable" | "BestEffort";

const counted = ["cpu", "memory"] as const;
type Totals = Partial<Record<(typeof counted)[number], Quantity>>;
type Amounts = Readonly<Record<string, string | number>> | undefined;

/** The QoS class of a pod, from its pod-level resources or else its containers: BestEffort without any, Guaranteed if all have cpu and memory limits and equal requests, else Burstable. */
export function qosClass(spec: PodSpec): QosClass {
  const parts: readonly Pick<Container, "resources">[] = spec.resources ? [spec] : [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const requests = total(parts.map(({ resources }) => resources?.requests));
  const limits = total(parts.map(({ resources }) => resources?.limits));
  if (Object.keys(requests).length === 0 && Object.keys(limits).length === 0) return "BestEffort";
  const limited = parts.every(({ resources }) => counted.every((name) => amount(resources?.limits, name) !== undefined));
  const equal = counted.every((name) => requests[name] && limits[name] && compare(requests[name], limits[name]) === 0);
  return limited && equal ? "Guaranteed" : "Burstable";
}

function total(lists: readonly Amounts[]): Totals {
  const totals: Totals = {};
  for (const name of counted) {
    const sum = lists.map((list) => amount(list, name) ?? quantityOf(0)).reduce(add, quantityOf(0));
    if (!isZero(sum)) totals[name] = sum;
  }
  return totals;
}

/** Only amounts above zero count. */
function amount(list: Amounts, name: string): Quantity | undefined {
  const quantity = list?.[name] === undefined ? undefined : parseQuantity(list[name]);
  return quantity && sign(quantity) > 0 ? quantity : undefined;
}
