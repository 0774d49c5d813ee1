import { say } from "../../api/words/say.ts";
import type { Language } from "../../api/words/sentence.ts";
import { isUnchanged, readTrace } from "../../engine/incoming/trace.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { textOf } from "./readCluster.ts";
import type { Story } from "./story/story.ts";
import { storyOf } from "./story/storyOf.ts";
import { spoken } from "./words/spoken.ts";

/**
 * A saved trace with its story, or why there is none. A schema cannot say whether the parts of a trace fit together, so we try to tell its story.
 * If that fails for a file that nobody has changed, the fault is ours: it is thrown.
 */
export function openedTrace(text: string, language: Language): { readonly trace: Trace; readonly story: Story } | { readonly problem: string } {
  const read = readJson(text);
  if (!read) return { problem: spoken(say("not-json"), language) };
  if ("causes" in read) return { problem: textOf(read.causes[0]!, language) };
  try {
    return { trace: read.value, story: storyOf(read.value) };
  } catch (error) {
    if (isUnchanged(text)) throw error;
    return { problem: spoken(say("trace-does-not-fit"), language) };
  }
}

function readJson(text: string): ReturnType<typeof readTrace> | undefined {
  try {
    return readTrace(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
