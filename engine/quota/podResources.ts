import { add, compare, parseQuantity, type Quantity, quantityOf } from "../../api/quantity.ts";
import type { Container, Pod, ResourceRequirements } from "../../schemas/generated/types.ts";

/** Amounts by resource. Unlike the scheduler's amounts they keep their original notation, since a quota prints them. */
export type Amounts = ReadonlyMap<string, Quantity>;

type Part = "requests" | "limits";

/** The requests or limits of a whole pod: the sum of its containers or its largest init container, plus overhead; or its pod-level resources. */
export function podAmounts({ spec = {} }: Pod, part: Part): Amounts {
  let running: Amounts = new Map();
  let starting: Amounts = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = containerAmounts(container, part);
    const atOnce = sum(running, own);
    starting = largest(starting, atOnce);
    if (container.restartPolicy === "Always") running = atOnce;
  }
  for (const container of spec.containers ?? []) running = sum(running, containerAmounts(container, part));
  const needed = new Map([...largest(running, starting), ...stated(spec.resources, part)]);
  const overhead = amounts(spec.overhead);
  return part === "requests" ? sum(needed, overhead) : sum(needed, new Map([...overhead].filter(([name]) => needed.has(name))));
}

/** The requests or the limits of one container. */
export function containerAmounts({ resources }: Container, part: Part): Amounts {
  return amounts(resources?.[part]);
}

/** Pod-level resources replace the sum of the containers, for the resources that a pod may set. */
function stated(resources: ResourceRequirements | undefined, part: Part): Amounts {
  return new Map([...amounts(resources?.[part])].filter(([name]) => name === "cpu" || name === "memory" || name.startsWith("hugepages-")));
}

/** A resource list as amounts; a value that is not a quantity counts as 0. */
export function amounts(list: Readonly<Record<string, string | number>> | undefined): Amounts {
  return new Map(Object.entries(list ?? {}).map(([name, text]) => [name, parseQuantity(text) ?? quantityOf(0)]));
}

/** The amounts of two lists, added by resource. */
export function sum(a: Amounts, b: Amounts): Amounts {
  const total = new Map(a);
  for (const [name, quantity] of b) total.set(name, add(total.get(name) ?? quantityOf(0), quantity));
  return total;
}

function largest(a: Amounts, b: Amounts): Amounts {
  const most = new Map(a);
  for (const [name, quantity] of b) {
    const other = most.get(name);
    if (!other || compare(quantity, other) > 0) most.set(name, quantity);
  }
  return most;
}
