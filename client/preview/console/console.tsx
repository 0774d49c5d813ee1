import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Chip, IconButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { clock } from "../words/format.ts";
import type { Entry } from "../state/console.ts";
import { Hops } from "./hops.tsx";
import { Prompt } from "./prompt.tsx";

/** `kubectl` at the playhead: what was printed, and a line to write on. */
export function Console(): VNode {
  const { words, console } = usePanel();
  const log = useRef<HTMLDivElement>(null);
  const entries = console.entries.value;
  useEffect(() => log.current?.scrollTo({ top: log.current.scrollHeight }), [entries]);
  return (
    <div class="console">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keys */}
      <div class="scroll printed" role="log" aria-label={words.console.printed} tabIndex={0} ref={log}>
        {entries.length === 0 && <Invitation />}
        {entries.map((entry) => (
          <Printed key={entry.number} entry={entry} />
        ))}
      </div>
      <Prompt />
    </div>
  );
}

const examples = ["get pods -o wide", "describe deployments", "get events", "rollout status"];

/** Shown before the first command: what the console is, and a few examples. */
function Invitation(): VNode {
  const panel = usePanel();
  const { words, console, run, workload } = panel;
  const ref = run.value?.story.workloads[workload.value]?.ref;
  const named = ref ? `${ref.kind.toLowerCase()}/${ref.name}${ref.namespace === "default" ? "" : ` -n ${ref.namespace}`}` : undefined;
  return (
    <div class="invitation">
      <p class="note">{words.console.invitation}</p>
      {examples.map((example) => {
        const line = example === "rollout status" ? named && `${example} ${named}` : example;
        return (
          line && (
            <Chip key={example} icon="terminal" onPress={() => void console.run(line)}>
              {line}
            </Chip>
          )
        );
      })}
    </div>
  );
}

function Printed({ entry }: { readonly entry: Entry }): VNode {
  const { words, console, host } = usePanel();
  const { at, line, reply, steps } = entry;
  const { stdout, stderr, code, way } = reply;
  const copied = `$ kubectl ${line}\n${stdout}${stderr}`;
  return (
    <div class="entry">
      <div class="asked">
        <span class="time">{clock(at, true)}</span>
        <code>{`$ ${spelled(line)}`}</code>
        <span class="tools">
          {steps.length > 0 && console.isPlayed(entry) && (
            <Chip icon="discard" onPress={() => void console.undo(entry)}>
              {words.console.undo}
            </Chip>
          )}
          {steps.length > 0 && !console.isPlayed(entry) && <span class="note">{words.console.undone}</span>}
          <IconButton icon="copy" name={`${words.console.copy}: ${line}`} onPress={() => host.send({ is: "copy", text: copied })} />
        </span>
      </div>
      {stdout !== "" && <pre>{stdout}</pre>}
      {stderr !== "" && <pre class="stderr">{stderr}</pre>}
      {way && <Hops hops={way} />}
      {code !== 0 && <p class="code">{words.console.code(code)}</p>}
    </div>
  );
}

function spelled(line: string): string {
  return /^(?:kubectl|k)(?:\s|$)/.test(line) ? line : `kubectl ${line}`;
}
