import type { Reading } from "../../server/ownFile/read.ts";
import { Lines } from "../../server/text/lines.ts";
import { inEnglish } from "../../server/words/words.ts";
import { Failure } from "./failure.ts";
import { shown } from "./files.ts";

/** The value of one of our own files. Throws a failure with the place where it is wrong. */
export function valueIn<T>(file: string, text: string, read: (text: string) => Reading<T>): T {
  const reading = read(text);
  if ("value" in reading) return reading.value;
  const { from, message } = reading.problems[0]!;
  throw new Failure(`${shown(file)}:${new Lines(text).lineAt(from) + 1}: ${inEnglish(message)}`);
}
