import type { VNode } from "preact";
import type { State } from "../../../engine/rehearsal/verdict/finding.ts";
import { Chip } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { steady } from "../parts/steady.ts";
import type { Drawer, Panel } from "../state/panel.ts";
import type { Story } from "../story/story.ts";
import { exportPicture, exportScenario, exportTrace } from "../picture/exports.ts";
import { Change } from "./change.tsx";
import { linesOf } from "../whatIf/lines.ts";
import { Fix } from "./fix.tsx";
import { Findings, leadTo } from "./findings.tsx";
import { figuresOf } from "../story/figures.ts";

const moods: Readonly<Record<State, string>> = { works: "good", suffers: "wary", unfinished: "wary", fails: "bad" };

/** How it ends, in one sentence with numbers; and what it starts from. */
export function Verdict({ story }: { readonly story: Story }): VNode {
  const panel = usePanel();
  const { words, host, busy } = panel;
  const figures = figuresOf(story, panel.workload.value, panel.series.value);
  const { headline, details } = words.verdict(figures);
  const { state, findings } = story.verdict;
  const spot = findings[0]?.spot;
  return (
    <header class={`verdict ${moods[state]}`}>
      <div class="sentence" role="status" aria-live="polite">
        <span class={`dot ${busy.value ? "busy" : ""}`} role="img" aria-label={words.state(state)} title={words.state(state)} />
        <Headline story={story} text={headline} /> <span class="details">{details}</span>
        {spot && (
          <Chip icon="go-to-file" onPress={() => host.send({ is: "reveal", spot })}>
            {words.lineToChange(spot.field)}
          </Chip>
        )}
        {findings[0]?.code === "refused" && <Fix object={findings[0].about} />}
      </div>
      <Menus nodes={story.nodes.length} />
      {panel.cuts.value.map((cut) => (
        <p key={cut.name} class="refusal">
          <Icon name="info" /> {words.problem.tooLarge(cut)}
        </p>
      ))}
      <Findings story={story} />
    </header>
  );
}

/** Opens a drawer, or closes it. */
function toggle({ drawer }: Panel, which: Drawer): void {
  drawer.value = drawer.value === which ? "none" : which;
}

/** What it starts from, and what can be done with it. It is given but a number, so that a new story does not draw it again. */
function Menus({ nodes }: { readonly nodes: number }): VNode {
  const panel = usePanel();
  const { words, cluster, drawer, pinned, run } = panel;
  return (
    <nav class="chips" aria-label={words.menu.name}>
      <Change />
      <Chip icon="server" expanded={drawer.value === "cluster"} onPress={() => toggle(panel, "cluster")}>
        {cluster.value.is === "opened" ? cluster.value.name : words.menu.nodes(nodes)}
      </Chip>
      <Chip icon="beaker" expanded={drawer.value === "whatIf"} onPress={() => toggle(panel, "whatIf")}>
        {words.menu.whatIf}
        {panel.script.value.length > 0 && <b class="count">{linesOf(panel.script.value).length}</b>}
      </Chip>
      <span class="together">
        <Chip icon="split-horizontal" pressed={pinned.value !== null} onPress={() => (pinned.value = pinned.value ? null : run.value)}>
          {pinned.value ? words.menu.unpin : words.menu.pin}
        </Chip>
        <SaveMenu />
      </span>
    </nav>
  );
}

/** The worst of it, which leads to where it begins. */
function Headline({ story, text }: { readonly story: Story; readonly text: string }): VNode {
  const panel = usePanel();
  const [first] = story.verdict.findings;
  return (
    <h1>
      {first ? (
        <button type="button" class="lead" onClick={() => leadTo(panel, story, first)}>
          {text}
        </button>
      ) : (
        text
      )}
    </h1>
  );
}

/** What can be saved of the rehearsal, and the list of keys. */
const SaveMenu = steady((): VNode => {
  const panel = usePanel();
  const { words } = panel;
  return (
    <Menu icon="save-as" name={words.menu.save} word={words.menu.saveShort}>
      <Chip onPress={() => void exportPicture(panel, "svg")}>SVG</Chip>
      <Chip onPress={() => void exportPicture(panel, "png")}>PNG</Chip>
      <Chip onPress={() => void exportTrace(panel)}>{words.menu.trace}</Chip>
      <Chip onPress={() => exportScenario(panel)}>{words.menu.scenario}</Chip>
      <Chip onPress={() => toggle(panel, "keys")}>{words.menu.keys}</Chip>
    </Menu>
  );
});
