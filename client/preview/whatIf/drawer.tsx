import type { Planned } from "../host/messages.ts";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { Chip, IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { Section } from "../parts/section.tsx";
import { exportScenario } from "../picture/exports.ts";
import { spanAt } from "../story/spans.ts";
import type { Story } from "../story/story.ts";
import { linesOf, waveOf } from "./lines.ts";
import { loadsOf } from "../timeline/loadCurve.ts";
import { clock } from "../words/format.ts";
import { applies, whatIfs, withSteps } from "./kinds.ts";
import type { WhatIf, WhatIfContext } from "./question.ts";

/** What the drawer reads of the manifests in the editor: half-typed ones lack anything. */
interface HeadOf {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly scaleTargetRef?: { readonly name?: string } };
}

/** Questions to the rehearsal, and the script that they add up to. */
export function WhatIfDrawer({ story }: { readonly story: Story }): VNode {
  const panel = usePanel();
  const { words, workload, host } = panel;
  const { ref, spans } = story.workloads[workload.value] ?? {};
  const objects = (panel.rehearsal.value?.after ?? []).map(({ object }) => object as HeadOf);
  const context: WhatIfContext = {
    story,
    kind: ref?.kind ?? "",
    name: ref?.name ?? "",
    replicas: spans?.at(-1)?.wants ?? 1,
    manifest: objects.find(({ kind, metadata }) => kind === ref?.kind && metadata?.name === ref?.name),
    load: spanAt(loadsOf(story, workload.value).find(({ isEach }) => !isEach)?.spans ?? [], story.from + panel.time.value)?.cpu ?? 0,
    hasAutoscaler: objects.some(({ kind, spec }) => kind === "HorizontalPodAutoscaler" && spec?.scaleTargetRef?.name === ref?.name),
  };
  const tools = (
    <>
      <Chip icon="folder-opened" onPress={() => host.send({ is: "openScenario" })}>
        {words.whatIf.open}
      </Chip>
      <Chip icon="save" onPress={() => exportScenario(panel)} disabled={panel.script.value.length === 0}>
        {words.whatIf.save}
      </Chip>
      <IconButton icon="close" name={words.close} onPress={() => (panel.drawer.value = "none")} />
    </>
  );
  return (
    <Section id="what-if" title={words.whatIf.title} note={words.whatIf.note} tools={tools}>
      <div class="what-ifs">
        {whatIfs
          .filter((kind) => applies(kind, context))
          .map((kind) => (
            <Question key={kind.is} kind={kind} context={context} />
          ))}
      </div>
      <Script steps={panel.script.value} />
    </Section>
  );
}

function Question({ kind, context }: { readonly kind: WhatIf; readonly context: WhatIfContext }): VNode {
  const panel = usePanel();
  const { words, script, time } = panel;
  const blanks = kind.blanks(context);
  const filled = useSignal<readonly (string | undefined)[]>([]);
  const values = blanks.map(({ value }, i) => filled.value[i] ?? value);
  const fill = (i: number, value: string) => (filled.value = blanks.map((_, j) => (j === i ? value : filled.value[j])));
  const ask = () => panel.replay(withSteps(script.value, kind.steps(context, values), kind.isMoment ? Math.round(time.value) : 0));
  return (
    <form
      class="question"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Icon name={kind.icon} />
      <span class="name">{words.whatIf.kinds[kind.is]}</span>
      {blanks.map(({ choices }, i) => {
        const name = words.whatIf.blanks[kind.is]?.[i] ?? "";
        return choices ? (
          <select key={i} aria-label={name} value={values[i]} onChange={(event) => fill(i, event.currentTarget.value)}>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <label key={i}>
            {name} <input value={values[i]} size={4} inputMode="numeric" onInput={(event) => fill(i, event.currentTarget.value)} />
          </label>
        );
      })}
      <button
        type="submit"
        class="chip"
        aria-label={`${kind.isMoment ? words.whatIf.at(clock(time.value)) : words.whatIf.ask}: ${words.whatIf.kinds[kind.is]}`}
      >
        {kind.isMoment ? words.whatIf.at(clock(time.value)) : words.whatIf.ask}
      </button>
    </form>
  );
}

/** The steps that are asked for so far, each to be taken back. */
function Script({ steps }: { readonly steps: readonly Planned[] }): VNode | null {
  const panel = usePanel();
  const { words } = panel;
  if (steps.length === 0) return null;
  return (
    <ol class="script">
      {linesOf(steps).map((line) => {
        const [{ at, step }] = line;
        const text = line.length === 1 ? words.scriptStep(step) : words.whatIf.wave(...waveOf(line));
        return (
          <li key={`${at} ${text}`}>
            <span class="time">{clock(at)}</span>
            <span>{text}</span>
            <IconButton
              icon="trash"
              name={`${words.whatIf.remove}: ${text}`}
              onPress={() => panel.replay(steps.filter((one) => !line.includes(one)))}
            />
          </li>
        );
      })}
    </ol>
  );
}
