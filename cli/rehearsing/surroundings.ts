import { existsSync } from "node:fs";
import { fieldOf } from "../../api/cause.ts";
import { readCluster } from "../../engine/rehearsal/cluster.ts";
import { clusterOfPools } from "../../engine/rehearsal/pools.ts";
import type { ScenarioFile } from "../../engine/rehearsal/scenario.ts";
import { pathOf } from "../../server/machine/uris.ts";
import { readScenarioFile } from "../../server/scenario/readFile.ts";
import { inEnglish } from "../../server/words/words.ts";
import { readModel } from "../../server/workspace/model.ts";
import type { Workspace } from "../../server/workspace/workspace.ts";
import { Failure } from "../io/failure.ts";
import { shown, textOf } from "../io/files.ts";
import { valueIn } from "../io/ownFile.ts";

/** What a rehearsal needs besides the manifests. */
export interface Surroundings {
  /** Nodes and pods; if absent, the default cluster. */
  readonly cluster?: readonly unknown[];
  readonly scenario: ScenarioFile;
}

/** What the user names of it. */
export interface SurroundingsOptions {
  readonly cluster?: string;
  readonly scenario?: string;
}

/** Reads the cluster and the scenario: those of the options; else those that `.rehearsal.yaml` names; else the scenario beside the manifest. */
export function surroundingsOf(uri: string, options: SurroundingsOptions, workspace: Workspace): Surroundings {
  const own = workspace.configurationOf(uri);
  const fileOf = (named: string | undefined): string | undefined => (named === undefined ? undefined : pathOf(named));
  const clusterFile = options.cluster ?? fileOf(own?.cluster);
  const scenarioFile = options.scenario ?? fileOf(own?.scenarioOf(uri)) ?? scenarioBeside(pathOf(uri)!);
  const scenario = scenarioFile === undefined ? { steps: [] } : valueIn(scenarioFile, textOf(scenarioFile), readScenarioFile);
  const { pools } = scenario;
  const cluster = clusterFile === undefined ? pools && clusterOfPools({ ...scenario, pools }, []) : clusterIn(clusterFile);
  return { scenario, ...(cluster && { cluster }) };
}

/** The scenario of `web.yaml`: `web.rehearsal.yaml`. */
function scenarioBeside(path: string): string | undefined {
  const file = path.replace(/\.(?:ya?ml|json)$/, ".rehearsal.yaml");
  return file !== path && existsSync(file) ? file : undefined;
}

/** Nodes and pods as `kubectl get nodes,pods -A -o json` prints them. */
function clusterIn(file: string): readonly unknown[] {
  const values = readModel(file, undefined, textOf(file), new Set()).documents.map(({ document }) => document.manifest.value);
  const { cluster, causes } = readCluster(values);
  const [cause] = causes;
  if (cluster.nodes.length === 0)
    throw new Failure(`${shown(file)}: ${cause ? `${fieldOf(cause)} ${inEnglish(cause.message)}` : "there are no nodes"}`.replace(":  ", ": "));
  return [...cluster.nodes, ...cluster.pods];
}
