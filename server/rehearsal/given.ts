import { playable } from "../../engine/rehearsal/planned.ts";
import { clusterOfPools } from "../../engine/rehearsal/pools.ts";
import { rehearseParts } from "../change/objects.ts";
import { readScenarioFile } from "../scenario/readFile.ts";
import type { FileModel } from "../workspace/model.ts";
import type { Change } from "./rehearsed.ts";

/** The input besides the manifests. */
export type Given = Pick<Change, "cluster" | "script" | "kubelet">;

/** The content of a scenario file: its nodes, its steps, and the faults from the start. Nothing if it can't be read. */
export function givenBy(text: string): Given {
  const read = readScenarioFile(text);
  if (!("value" in read)) return {};
  const { pools, classes, steps } = read.value;
  return {
    ...(pools && { cluster: clusterOfPools({ pools, ...(classes !== undefined && { classes }) }, []) }),
    ...(steps.length > 0 && playable(steps)),
  };
}

/** The nodes and pods in the file of a chosen cluster. */
export function clusterIn(file: FileModel): readonly unknown[] {
  return rehearseParts([], [{ file }]).after.map(({ object }) => object);
}
