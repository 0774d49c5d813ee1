import { type Language, listed, render, sayFrom, type Sentence, wordsOf } from "../../../../api/words/sentence.ts";
import type { ContainerWhatIf } from "../../../../engine/kubelet/profile.ts";
import type { ContainerBehaviour } from "../../../../engine/rehearsal/scenario.ts";
import type { WhatIf } from "../../../../engine/processes/whatIf.ts";
import { en as processEn } from "../../../../engine/processes/words/en.ts";
import { ko as processKo } from "../../../../engine/processes/words/ko.ts";
import { type ProcessSentence, whatIfSentence } from "../../../../engine/processes/words/say.ts";
import type { Blank, Part } from "../../story/draftRun.ts";
import type { ContainerLife, ContainerSpan, ContainerState, Track } from "../../story/containerLife.ts";
import type { Doing } from "../../story/processLives.ts";
import { clock } from "../format.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

const templates = { en: wordsOf("en", { ...en, ...processEn }), ko: wordsOf("ko", { ...ko, ...processKo }) };
const say = sayFrom<typeof en, keyof typeof en | ProcessSentence["code"]>();

/** What the page says of containers, and of what their processes do. `named` says a revision in words. */
export function containerWords(language: Language, named: (of: string) => string) {
  const words = templates[language];
  const text = (sentence: Sentence<keyof typeof en | ProcessSentence["code"]>): string => render(sentence, words);
  const state = (is: ContainerState): string => text(say(is));
  const now = ({ state: is, reason, code, restarts }: Pick<ContainerSpan, "state" | "reason" | "code" | "restarts">): string => {
    const ended =
      code !== undefined && (reason && !["Error", "Completed"].includes(reason) ? say("ended-as", { code, reason }) : say("ended-with", { code }));
    const told = ended ? text(ended) : reason ? text(say("because", { state: say(is), reason })) : state(is);
    return restarts > 0 ? `${told}, ${text(say("restarted", { restarts }))}` : told;
  };
  return {
    title: text(say("title")),
    note: text(say("note")),
    state,
    now,
    kind: (kind: ContainerLife["kind"]) => text(say(`kind-${kind}`)),
    restarts: (restarts: number) => text(say("restarted", { restarts })),
    states: text(say("states")),
    notYet: text(say("not-yet")),
    laneOf: (container: string) => text(say("lane-of", { container })),
    goTo: (field: string) => text(say("go-to", { field })),
    /** A piece of a lane, with its times and what it leads to. Times from the start of the story. */
    piece: (span: ContainerSpan, from: number, to: number): string =>
      [
        text(say("piece", { from: clock(from, true), to: clock(to, true), lasts: clock(to - from, true) })),
        now(span),
        ...(span.message ? [span.message] : []),
      ].join(". "),
    track: (is: Track["is"]) => text(say(is)),
    failures: (is: Track["is"], count: number) => text(say("probe-fails", { track: say(is), count })),
    probeOk: text(say("probe-ok")),
    probeFailed: text(say("probe-failed")),
    hook: text(say("hook")),
    does: text(say("does")),
    doing: (doing: Doing) => text(doingSentence(doing)),
    process: (sentence: ProcessSentence) => text(sentence),
    whatIf: text(say("what-if")),
    ask: text(say("ask")),
    asking: (whatIf: WhatIf) => text(whatIfSentence(whatIf)),
    asked: (whatIf: ContainerWhatIf) =>
      text(say("what-if-of", { container: whatIf.container, of: named(whatIf.of), whatIf: whatIfSentence(whatIf) })),
    stated: ({ of, container, runs }: ContainerBehaviour) => text(say("behaves", { container, of: named(of), runs: runs.length })),
    blank: (name: Blank | "seconds") => text(say(name)),
    statedHere: text(say("stated-here")),
    change: text(say("change")),
    putStated: text(say("put-stated")),
    start: (number: number) => text(say("start-number", { number })),
    anotherStart: text(say("another-start")),
    part: (part: Part) => text(say(`part-${part}`)),
    pods: {
      none: text(say("none")),
      name: text(say("name")),
      node: text(say("node")),
      age: text(say("age")),
      ago: (restarts: number, time: string) => text(say("ago", { restarts, time })),
    },
  };
}

function doingSentence(doing: Doing): Sentence<keyof typeof en> {
  switch (doing.is) {
    case "fails":
      return say("cannot-start", { message: doing.message });
    case "listens":
      return doing.after > 0
        ? say("listens-after", { ports: listed(doing.ports), seconds: doing.after })
        : say("listens", { ports: listed(doing.ports) });
    case "ends":
      return doing.after > 0 ? say("ends-after", { seconds: doing.after, code: doing.code }) : say("ends-at-once", { code: doing.code });
    case "collides":
      return say("port-taken", { port: doing.port, holder: doing.holder });
    case "runsOn":
      return say("runs-on");
    case "ignoresSigterm":
      return say("does-ignore-sigterm");
  }
}
