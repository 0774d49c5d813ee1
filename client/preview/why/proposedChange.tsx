import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { FieldChange } from "../../../engine/core/fieldChange.ts";
import { linesOfChanges } from "./linesOfChanges.ts";
import type { Proposed } from "../host/messages.ts";
import { Chip } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { podSpot } from "../parts/spots.ts";
import type { Trial } from "../state/jobs.ts";
import type { WorkloadLife } from "../story/story.ts";

interface ProposedChangeProps {
  readonly owner: WorkloadLife;
  /** Changes in the spec of the owner's pods. */
  readonly inSpec: readonly FieldChange[];
}

/** A change of the YAML: how the rehearsal comes out with it, its lines before and after, and a button that writes it. */
export function ProposedChange({ owner, inSpec }: ProposedChangeProps): VNode {
  const { words, host, rehearser, proposals } = usePanel();
  const object = owner.ref;
  const changes = inSpec.map((change) => ({ ...change, field: podSpot(owner, change.field).field }));
  const [proposal, trial] = [useSignal<Proposed | null>(null), useSignal<Trial | undefined>(undefined)];
  useEffect(() => {
    let isWanted = true;
    void proposals.ask(object, changes).then((answer) => isWanted && (proposal.value = answer));
    void rehearser.about({ is: "trial", object, changes }).then((answer) => isWanted && (trial.value = answer));
    return () => void (isWanted = false);
  }, [JSON.stringify([object, changes])]);
  const { before, after } = proposal.value ?? linesOfChanges(changes);
  const [removed, added] = differing(before.split("\n"), after.split("\n"));
  return (
    <div class="proposal">
      {trial.value && <p class={trial.value.state}>{words.why.tried(trial.value.state, trial.value.millis)}</p>}
      <div class="sides">
        <Side title={words.why.before} text={before} marked={removed} />
        <Side title={words.why.after} text={after} marked={added} />
      </div>
      {proposal.value && (
        <Chip icon="edit" onPress={() => host.send({ is: "apply", object, changes })}>
          {words.why.apply}
        </Chip>
      )}
    </div>
  );
}

/** Lines of the YAML; those that differ from the other side stand out. */
function Side({ title, text, marked }: { readonly title: string; readonly text: string; readonly marked: Range }): VNode {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <pre>
        {text.split("\n").map((line, i) => (
          <span key={i} class={i >= marked.from && i < marked.to ? "changed" : ""}>
            {`${line}\n`}
          </span>
        ))}
      </pre>
    </figure>
  );
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The lines of each side between those that both begin with, and those that both end with. */
function differing(before: readonly string[], after: readonly string[]): [Range, Range] {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let rest = 0;
  while (rest < shorter - from && before.at(-1 - rest) === after.at(-1 - rest)) rest++;
  return [
    { from, to: before.length - rest },
    { from, to: after.length - rest },
  ];
}
