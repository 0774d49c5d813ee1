import { type Signal, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import { clock } from "../words/format.ts";
import { History } from "./history.ts";
import type { Session } from "../state/console.ts";

/** The input line: arrows go through the history, Tab completes. */
export function Prompt(): VNode {
  const { words, console, time } = usePanel();
  const writing: Writing = { line: useSignal(""), choices: useSignal<readonly string[]>([]), history: useRef(new History()).current };
  const { line, choices } = writing;
  return (
    <form
      class="prompt"
      onSubmit={(event) => {
        event.preventDefault();
        submit(console, writing);
      }}
    >
      <label>
        <span class="time">{clock(time.value, true)}</span>
        <span aria-hidden="true">$ kubectl</span>
        <input
          aria-label={words.console.prompt(clock(time.value))}
          value={line.value}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="get pods"
          onInput={(event) => {
            line.value = event.currentTarget.value;
            choices.value = [];
          }}
          onKeyDown={(event) => press(event, console, writing)}
          onPaste={(event) => void paste(event, console, writing)}
        />
      </label>
      <p class="choices" role="status">
        {choices.value.join("  ")}
      </p>
    </form>
  );
}

/** The present line, its completions, and the history. */
interface Writing {
  readonly line: Signal<string>;
  readonly choices: Signal<readonly string[]>;
  readonly history: History;
}

function submit(console: Session, { line, choices, history }: Writing): void {
  const asked = line.value.trim();
  choices.value = [];
  if (asked === "" || console.busy.value) return;
  line.value = "";
  history.add(asked);
  if (asked === "clear") console.clear();
  else if (asked === "undo") console.undo();
  else void console.run(asked);
}

/** If several lines are pasted, each is run in turn, and the last one waits for Enter. */
async function paste(event: ClipboardEvent, console: Session, { line, history }: Writing): Promise<void> {
  const [first = "", ...more] = (event.clipboardData?.getData("text") ?? "").split(/\r?\n/);
  const last = more.pop();
  if (last === undefined) return;
  event.preventDefault();
  const lines = [line.value + first, ...more].map((one) => one.replace(/^\s*\$\s+/, "").trim());
  line.value = last;
  for (const asked of lines) {
    if (asked === "" || asked.startsWith("#")) continue;
    history.add(asked);
    await console.run(asked);
  }
}

function press(event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }, console: Session, writing: Writing): void {
  const { key, currentTarget: input } = event;
  const { line, choices, history } = writing;
  const past = key === "ArrowUp" ? history.older(line.value) : key === "ArrowDown" ? history.newer() : undefined;
  if (past !== undefined) line.value = past;
  else if (key === "Tab" && !event.shiftKey && line.value !== "") void complete(input, console, writing);
  else if (key === "l" && event.ctrlKey) console.clear();
  else if (key === "Escape" && line.value !== "") line.value = "";
  else return;
  if (key !== "Tab") choices.value = [];
  event.preventDefault();
}

async function complete(input: HTMLInputElement, console: Session, { line, choices }: Writing): Promise<void> {
  const before = line.value;
  const cursor = input.selectionStart ?? before.length;
  const { from, words, common } = await console.complete(before, cursor);
  if (line.value !== before) return;
  choices.value = words.length > 1 ? words : [];
  if (common.length <= cursor - from) return;
  input.value = before.slice(0, from) + common + before.slice(cursor); // at once, since the next keystroke goes after it
  input.setSelectionRange(from + common.length, from + common.length);
  line.value = input.value;
}
