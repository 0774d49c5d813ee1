import { mergePatchBetween } from "../api/merge/json.ts";
import type { Command } from "../engine/core/command.ts";
import type { StoredObject } from "../engine/core/objects.ts";
import type { Step } from "../engine/rehearsal/script.ts";
import { quoted } from "./line/words.ts";
import { type Plain } from "./core/plain.ts";

/** Metadata that the server adds. */
const ofTheServer = new Set(["uid", "creationTimestamp", "generation", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds"]);

/** A command as a step of a script, so that a rehearsal can take it at the moment at which it was typed; `old` is the object before it. */
export function stepOf(command: Command, old: StoredObject | undefined): Step | undefined {
  switch (command.do) {
    case "create":
      return { apply: [command.object] };
    case "update": {
      const { kind, metadata } = command.object;
      const change = mergePatchBetween(authored(old ?? command.object), authored(command.object));
      if (Object.keys(change).length === 0) return undefined;
      if (!isElsewhere(metadata.namespace)) return { patch: { kind, name: metadata.name, patch: change } };
      return { kubectl: `patch ${kind.toLowerCase()} ${metadata.name} -n ${metadata.namespace} --type=merge -p ${quoted(JSON.stringify(change))}` };
    }
    case "delete":
      return deletion(command);
    case "evict":
      return { evict: { pod: command.pod.name } };
    default:
      return undefined;
  }
}

/** Scripts play in `default`: steps of other namespaces, and what else they cannot say, are lines of kubectl. */
function deletion({ ref, propagation, gracePeriodSeconds }: Command & { readonly do: "delete" }): Step {
  const { kind, namespace, name } = ref;
  if (!isElsewhere(namespace) && gracePeriodSeconds === undefined) return { delete: { kind, name, ...(propagation && { propagation }) } };
  const flags = [
    ...(isElsewhere(namespace) ? [`-n ${namespace}`] : []),
    ...(propagation ? [`--cascade=${propagation.toLowerCase()}`] : []),
    ...(gracePeriodSeconds === undefined ? [] : [`--grace-period=${gracePeriodSeconds}`, ...(gracePeriodSeconds === 0 ? ["--force"] : [])]),
  ];
  return { kubectl: `delete ${kind.toLowerCase()} ${name} ${flags.join(" ")}` };
}

function isElsewhere(namespace: string): boolean {
  return namespace !== "" && namespace !== "default";
}

/** The parts of an object that users may write. */
function authored({ metadata, ...rest }: StoredObject): Plain {
  const { status: _, ...object } = rest as Plain;
  return { ...object, metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => !ofTheServer.has(name))) };
}
