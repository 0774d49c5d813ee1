import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { WhatIf } from "../../../engine/processes/whatIf.ts";
import { IconButton, RevealButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { podSpot } from "../parts/spots.ts";
import type { ContainerLife } from "../story/containerLife.ts";
import type { ProcessLife } from "../story/processLives.ts";
import type { WorkloadLife } from "../story/story.ts";
import { withSteps } from "../whatIf/kinds.ts";
import { BehaviourForm } from "./behaviourForm.tsx";

interface ProcessProps {
  readonly life: ContainerLife;
  readonly process: ProcessLife;
  readonly owner: WorkloadLife | undefined;
  /** The names of the pod in a scenario, its own name first. */
  readonly keys: readonly string[];
}

/** The behaviour of a container's process, where it comes from, and its what-ifs. */
export function Process({ life, process, owner, keys }: ProcessProps): VNode {
  const { words } = usePanel();
  const of = keys[1] ?? keys[0] ?? "";
  const sentence = [process.does.map(words.containers.doing).join(", "), words.containers.process(process.source)].join(". ");
  return (
    <div class="process">
      <p>
        <b>{words.containers.does}</b> {sentence}
        {owner && <RevealButton spot={podSpot(owner, process.field)} name={process.field} />}
        {process.remarks.map((remark) => (
          <span key={remark.code}> {words.containers.process(remark)}</span>
        ))}
      </p>
      <Asked container={life.name} keys={keys} />
      {process.whatIfs.length > 0 && (
        <details class="asking">
          <summary class="chip" aria-label={`${words.containers.whatIf} ${life.name}`}>
            {words.containers.whatIf}
          </summary>
          {process.whatIfs.map((whatIf) => (
            <Question key={whatIf.is} whatIf={whatIf} container={life.name} of={of} />
          ))}
        </details>
      )}
      <Change life={life} process={process} of={of} />
    </div>
  );
}

/** Says what the container does instead. Where a person asked for it elsewhere in the panel, it opens and is shown as soon as it is there. */
function Change({ life: { name }, process, of }: Pick<ProcessProps, "life" | "process"> & { readonly of: string }): VNode {
  const { words, wanted } = usePanel();
  const form = useRef<HTMLDetailsElement>(null);
  const isWanted = wanted.value === name;
  useLayoutEffect(() => {
    if (!isWanted || !form.current) return;
    wanted.value = null;
    form.current.open = true;
    form.current.scrollIntoView({ block: "nearest" });
    form.current.querySelector("summary")!.focus({ preventScroll: true });
  }, [isWanted, wanted]);
  return (
    <details class="asking" ref={form}>
      <summary class="chip" aria-label={`${words.containers.change} ${name}`}>
        {words.containers.change}
      </summary>
      <BehaviourForm container={name} process={process} of={of} />
    </details>
  );
}

/** The what-ifs that apply to the container, each with a button to remove it. */
function Asked({ container, keys }: { readonly container: string; readonly keys: readonly string[] }): VNode | null {
  const panel = usePanel();
  const { words, script } = panel;
  const isAbout = (one: { readonly of: string; readonly container: string }): boolean => one.container === container && keys.includes(one.of);
  const asked = script.value.flatMap((planned) => {
    const { step } = planned;
    if ("behaves" in step && isAbout(step.behaves))
      return [{ planned, text: words.containers.statedHere, name: words.containers.stated(step.behaves) }];
    if (!("whatIf" in step) || !isAbout(step.whatIf)) return [];
    return [{ planned, text: words.containers.asking(step.whatIf), name: words.containers.asked(step.whatIf) }];
  });
  if (asked.length === 0) return null;
  return (
    <ul class="asked-ifs">
      {asked.map(({ planned, text, name }) => (
        <li key={name} class="badge">
          {text}
          <IconButton
            icon="trash"
            name={`${words.whatIf.remove}: ${name}`}
            onPress={() => panel.replay(script.value.filter((one) => one !== planned))}
          />
        </li>
      ))}
    </ul>
  );
}

/** A what-if with editable numbers. Tried, it becomes a step of the scenario. */
function Question({ whatIf, container, of }: { readonly whatIf: WhatIf; readonly container: string; readonly of: string }): VNode {
  const panel = usePanel();
  const { words, script } = panel;
  const filled = useSignal<Readonly<Record<string, string | number>>>({});
  const asking = { ...whatIf, ...filled.value } as WhatIf;
  const { is: _, ...blanks } = whatIf;
  const ask = () => {
    const others = script.value.filter(
      ({ step }) => !("whatIf" in step && step.whatIf.of === of && step.whatIf.container === container && step.whatIf.is === whatIf.is),
    );
    panel.replay(withSteps(others, [{ whatIf: { of, container, ...asking } }], 0));
  };
  const sentence = words.containers.asking(asking);
  return (
    <form
      class="question"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <span class="name">{sentence}</span>
      {(Object.entries(blanks) as [Parameters<typeof words.containers.blank>[0], string | number][]).map(([name, value]) => (
        <label key={name}>
          {words.containers.blank(name)}{" "}
          <input
            value={String(filled.value[name] ?? value)}
            size={4}
            inputMode={typeof value === "number" ? "numeric" : "text"}
            onInput={({ currentTarget }) => {
              const given = typeof value === "number" ? wholeOf(currentTarget.value) : currentTarget.value;
              if (given !== undefined) filled.value = { ...filled.value, [name]: given };
            }}
          />
        </label>
      ))}
      <button type="submit" class="chip" aria-label={`${words.containers.ask}: ${sentence}`}>
        {words.containers.ask}
      </button>
    </form>
  );
}

/** A number that the user typed, if it is valid: not negative, and not too large. */
function wholeOf(text: string): number | undefined {
  const number = Number(text);
  return text.trim() !== "" && Number.isInteger(number) && number >= 0 && number <= 1_000_000 ? number : undefined;
}
