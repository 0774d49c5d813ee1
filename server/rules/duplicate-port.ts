import { say } from "../words.ts";
import { containersOf, itemsOf } from "./pods.ts";
import type { Rule } from "./rule.ts";

/** Containers of a pod share its network: two can't listen on one port. */
export const duplicatePort: Rule = {
  code: "duplicate-port",
  severity: "warning",
  *check(subject) {
    const owners = new Map<string, string>();
    for (const { container, path } of containersOf(subject)) {
      for (const { item, index } of itemsOf(container["ports"])) {
        const { containerPort, protocol = "TCP" } = item;
        if (typeof containerPort !== "number") continue;
        const key = `${containerPort}/${String(protocol)}`;
        const owner = owners.get(key);
        const name = String(container["name"] ?? "");
        if (owner !== undefined && owner !== name)
          yield {
            path: [...path, "ports", index, "containerPort"],
            message: say("Container {0} has port {1} already, and a pod's containers share one network.", owner, key),
          };
        else owners.set(key, name);
      }
    }
  },
};
