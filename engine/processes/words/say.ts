import { listed, sayFrom, type Sentence } from "../../../api/words/sentence.ts";
import { listensFrom, type Process, type Remark, runOf } from "../behaviour.ts";
import type { WhatIf } from "../whatIf.ts";
import type { en } from "./en.ts";

/** A code of a sentence about a process. */
export type ProcessCode = keyof typeof en;

/** A sentence about a process. */
export type ProcessSentence = Sentence<ProcessCode>;

const say = sayFrom<typeof en>();

/** Where a behaviour comes from. */
export function sourceSentence({ behaviour, source }: Process): ProcessSentence {
  switch (source.is) {
    case "stated":
      return say("by-scenario");
    case "command":
      return say("by-command", { field: source.field });
    case "image":
      return say("by-image", { image: source.image });
    case "assumed": {
      const { exit } = runOf(behaviour, 0);
      if (exit) return say("assumed-to-work", { seconds: exit.after });
      const ports = [...listensFrom(runOf(behaviour, 0)).keys()];
      return ports.length === 0 ? say("assumed-to-run-on") : say("assumed-to-serve", { ports: listed(ports) });
    }
  }
}

/** A remark about a behaviour. */
export function remarkSentence(remark: Remark): ProcessSentence {
  switch (remark.is) {
    case "unreadable":
      return say("unreadable", { text: remark.text });
    case "unreadableWork":
      return say("unreadable-work", { text: remark.text, seconds: remark.seconds });
    case "unreadableExec":
      return say("unreadable-exec", { command: remark.command });
    case "assumedToSucceed":
      return say("assumed-to-succeed", { command: remark.command });
    case "noSuchHost":
      return say("no-such-host", { host: remark.host });
    case "nobodyAnswers":
      return say("nobody-answers", { server: remark.server });
    case "assumedToExist":
      return say("assumed-to-exist", { path: remark.path });
    case "assumedWork":
      return say("assumed-work", { command: remark.command, seconds: remark.seconds });
    case "variableMissing":
      return say("variable-missing", { image: remark.image, variables: listed(remark.variables) });
    case "assumedUser":
      return say("assumed-user", { image: remark.image });
    case "needsTerminal":
      return say("needs-terminal", { image: remark.image });
    case "commandMissing":
      return say("command-missing", { image: remark.image, command: remark.command });
    case "cutShort":
      return say("cut-short", { seconds: Math.floor(remark.at) });
  }
}

/** A what-if, as the panel offers it. */
export function whatIfSentence(whatIf: WhatIf): ProcessSentence {
  switch (whatIf.is) {
    case "fails":
      return say("fails-after", { code: whatIf.code, seconds: whatIf.after });
    case "outOfMemory":
      return say("out-of-memory", { seconds: whatIf.after });
    case "startsSlowly":
      return say("starts-slowly", { seconds: whatIf.seconds });
    case "answersWith":
      return say("answers-with", { path: whatIf.path, status: whatIf.status, seconds: whatIf.from });
    case "ignoresSigterm":
      return say("ignores-sigterm");
    case "imageMissing":
      return say("image-missing");
    case "imageSlow":
      return say("image-slow", { seconds: whatIf.seconds });
  }
}
