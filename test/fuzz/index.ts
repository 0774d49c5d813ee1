import { edits } from "./edits.ts";
import { files } from "./files.ts";
import type { Fuzzer } from "./fuzzer.ts";
import { lines } from "./lines.ts";
import { messages } from "./messages.ts";
import { objects } from "./objects.ts";
import { places } from "./places.ts";
import { requests } from "./requests.ts";
import { scenarios } from "./scenarios.ts";
import { texts } from "./texts.ts";

/** All fuzzers. */
export const fuzzers: readonly Fuzzer[] = [texts, objects, scenarios, places, lines, files, messages, requests, edits];
