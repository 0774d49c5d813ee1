import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { Chip, IconButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import type { ProcessLife } from "../story/processLives.ts";
import { withSteps } from "../whatIf/kinds.ts";
import { type Blank, draftOf, type Entry, isFilled, isText, type Part, parts, runFrom } from "../story/draftRun.ts";

interface BehaviourFormProps {
  readonly container: string;
  readonly process: ProcessLife;
  /** The pods to which it applies. */
  readonly of: string;
}

/** A form for what each start of a container does. Submitted, it becomes a step of the scenario. */
export function BehaviourForm({ container, process, of }: BehaviourFormProps): VNode {
  const panel = usePanel();
  const { words, script } = panel;
  const edited = useSignal<readonly (readonly Entry[])[] | null>(null);
  const drafts = edited.value ?? process.runs.map(draftOf);
  const runs = drafts.flatMap((draft) => runFrom(draft) ?? []);
  const isComplete = runs.length === drafts.length;
  const state = () => {
    const others = script.value.filter(({ step }) => !("behaves" in step && step.behaves.of === of && step.behaves.container === container));
    panel.replay(withSteps(others, [{ behaves: { of, container, runs } }], 0));
    edited.value = null;
  };
  return (
    <form
      class="behaviour"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) state();
      }}
    >
      {drafts.map((draft, i) => (
        <fieldset key={i}>
          {drafts.length > 1 && (
            <legend>
              {words.containers.start(i + 1)}
              <IconButton
                icon="trash"
                name={`${words.whatIf.remove}: ${words.containers.start(i + 1)}`}
                onPress={() => (edited.value = drafts.filter((_, j) => j !== i))}
              />
            </legend>
          )}
          <Start draft={draft} process={process} put={(changed) => (edited.value = drafts.with(i, changed))} />
        </fieldset>
      ))}
      <div class="presets">
        <Chip icon="add" onPress={() => (edited.value = [...drafts, drafts.at(-1) ?? []])}>
          {words.containers.anotherStart}
        </Chip>
        <button type="submit" class="chip" disabled={!isComplete}>
          {words.containers.putStated}
        </button>
      </div>
    </form>
  );
}

interface StartProps {
  readonly draft: readonly Entry[];
  readonly process: ProcessLife;
  readonly put: (draft: readonly Entry[]) => void;
}

/** One start: one line for each thing that it does, and buttons to add more. */
function Start({ draft, process, put }: StartProps): VNode {
  const { words } = usePanel();
  const addable = (Object.keys(parts) as Part[]).filter((part) => parts[part].isList || !draft.some((one) => one.part === part));
  const add = (part: Part) => put([...draft, { part, blanks: first[part](process) }]);
  return (
    <>
      {draft.length === 0 && <p>{words.containers.doing({ is: "runsOn" })}</p>}
      {draft.map((entry, i) => (
        <div key={i} class="question">
          <span class="name">{words.containers.part(entry.part)}</span>
          {parts[entry.part].blanks.map((blank) => (
            <label key={blank}>
              {words.containers.blank(entry.part === "serves" && blank === "after" ? "from" : blank)}{" "}
              <input
                class={isText(blank) ? "text" : ""}
                value={entry.blanks[blank] ?? ""}
                inputMode={isText(blank) ? "text" : "decimal"}
                aria-invalid={!isFilled(entry, blank)}
                onInput={({ currentTarget }) => put(draft.with(i, { ...entry, blanks: { ...entry.blanks, [blank]: currentTarget.value } }))}
              />
            </label>
          ))}
          <IconButton
            icon="trash"
            name={`${words.whatIf.remove}: ${words.containers.part(entry.part)}`}
            onPress={() => put(draft.filter((_, j) => j !== i))}
          />
        </div>
      ))}
      <div class="presets">
        {addable.map((part) => (
          <Chip key={part} icon="add" onPress={() => add(part)}>
            {words.containers.part(part)}
          </Chip>
        ))}
      </div>
    </>
  );
}

/** The initial values of a new entry. */
const first: Readonly<Record<Part, (process: ProcessLife) => Partial<Record<Blank, string>>>> = {
  exit: () => ({ after: "10", code: "1" }),
  serves: ({ asked }) => ({ port: String(asked.ports[0] ?? 80) }),
  exec: ({ asked }) => ({ command: asked.commands[0] ?? "", from: "30", code: "1" }),
  stop: () => ({ takes: "5", code: "0" }),
  ignores: () => ({}),
  fails: () => ({ message: 'exec: "app": executable file not found in $PATH' }),
};
