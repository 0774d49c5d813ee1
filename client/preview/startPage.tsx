import { render } from "preact";
import workerSource from "worker:./worker.ts";
import "./styles/page.css";
import type { Host } from "./host/host.ts";
import { listenToKeys } from "./keys.ts";
import { Page } from "./page.tsx";
import { Panel } from "./state/panel.ts";
import { Rehearser } from "./state/rehearser.ts";
import { Shortcut } from "./state/shortcut.ts";
import { runScript } from "./host/runScript.ts";
import { wordsOf } from "./words/words.ts";

/** The most controller syncs of a rehearsal in the page. One of 100 versions of objects takes some 130. */
const mostSyncs = 1000;

/** Renders the panel into the document and connects it to its host. Only here the page touches the DOM directly. */
export function startPage(host: Host): Panel {
  const source = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  const shortcut = new Shortcut(async () => {
    await runScript(source);
    return new globalThis.RehearsalsOfPage!(mostSyncs);
  });
  const panel = new Panel(host, new Rehearser(() => new Worker(source), shortcut), wordsOf(document.documentElement.lang));
  render(<Page panel={panel} />, document.getElementById("rehearsal")!);
  listenToKeys(panel);
  // If the worker ended by itself, the simulation is repeated. If it ends again, it waits for the next edit.
  panel.rehearser.onLost = (isAgain) => {
    panel.problem.value = panel.words.problem.lost;
    if (!isAgain) panel.replay(panel.script.value);
  };
  panel.open();
  return panel;
}
