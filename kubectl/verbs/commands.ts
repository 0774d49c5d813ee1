import { canI } from "./access.ts";
import { apiResources, apiVersions } from "./apiResources.ts";
import { apply, viewLastApplied } from "./apply.ts";
import { autoscale } from "./autoscale.ts";
import { create } from "./create/create.ts";
import { remove } from "./delete.ts";
import { describe } from "./describe.ts";
import { diff } from "./diff.ts";
import { drain } from "./drain.ts";
import { events } from "./events.ts";
import { exec } from "./exec.ts";
import { explain } from "./explain.ts";
import { expose } from "./expose.ts";
import { get } from "./get.ts";
import { annotate, label } from "./labels.ts";
import { logs } from "./logs.ts";
import { cordon, taint, uncordon } from "./nodes.ts";
import { clusterInfo, config, copy, plugin, portForward, unsupported, version } from "./others.ts";
import { patch } from "./patch.ts";
import { edit, replace } from "./replace.ts";
import { pause, restart, resume, undo, unknownWord } from "./rollout/change.ts";
import { history } from "./rollout/history.ts";
import { status } from "./rollout/status.ts";
import { runPod } from "./runPod.ts";
import { scale } from "./scale.ts";
import { env, image, resources, serviceAccount } from "./set.ts";
import { selector, subject } from "./setReferences.ts";
import { topNodes, topPods } from "./top.ts";
import type { Family, Verb } from "./verb.ts";
import { wait } from "./wait.ts";

/** Every command, in the order in which kubectl lists them. */
export const commands: readonly (Verb | Family)[] = [
  create,
  expose,
  runPod,
  { name: "set", verbs: [image, resources, selector, serviceAccount, subject, env], unknown: unknownWord("set") },
  explain,
  get,
  edit,
  remove,
  { name: "rollout", verbs: [history, pause, restart, resume, status, undo], unknown: unknownWord("rollout") },
  scale,
  autoscale,
  clusterInfo,
  { name: "top", verbs: [topNodes, topPods], unknown: unknownWord("top") },
  cordon,
  uncordon,
  drain,
  taint,
  describe,
  logs,
  exec,
  portForward,
  copy,
  { name: "auth", verbs: [canI], unknown: unknownWord("auth") },
  events,
  diff,
  { name: "apply", verbs: [viewLastApplied], own: apply, unknown: unknownWord("apply") },
  patch,
  replace,
  wait,
  label,
  annotate,
  apiResources,
  apiVersions,
  config,
  version,
  plugin,
  ...unsupported,
];

const byName = new Map(commands.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)));

/** A command by its name. */
export function find(name: string): Verb | Family | undefined {
  return byName.get(name);
}
