import { scalarAt } from "../text/trail.ts";
import { workloadKinds } from "../../api/workloads.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import type { Span } from "../syntax/tree.ts";
import { type ServerSentence, say } from "../words/say.ts";

/** A line above a workload that runs a command when it is clicked. */
export interface Lens extends Span {
  readonly title: ServerSentence;
  readonly command: string;
}

/** The effect of a change on an object, at the offset of its kind. */
export interface EffectPlace {
  readonly at: number;
  readonly sentence: ServerSentence;
}

/** The effect of the edit, above each object that it changes. */
export function effectLenses(effects: readonly EffectPlace[]): Lens[] {
  return effects.map(({ at, sentence }) => ({ from: at, to: at, title: sentence, command: "rehearsal.preview" }));
}

/** "Preview rollout" above the first line of each workload of the file. */
export function codeLens({ file, settings }: Snapshot): Lens[] {
  if (!settings.codeLens) return [];
  return file.documents.flatMap(({ from, document: { recognition, self, manifest } }) => {
    const kind = scalarAt(manifest.syntax.root, "kind");
    if (recognition !== "manifest" || !kind || !workloadKinds.includes(self.kind)) return [];
    const first = manifest.syntax.root!.from + from;
    return [{ from: first, to: first, title: say("preview"), command: "rehearsal.preview" }];
  });
}
