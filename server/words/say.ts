import type { ApiCode } from "../../api/words/say.ts";
import { type Part, sayFrom, type Sentence } from "../../api/words/sentence.ts";
import type { en } from "./en.ts";
import type { FindingsCode } from "./rehearsal/say.ts";

/** The codes of all sentences of the server: its own, those of a rehearsal's findings, and those of the API server's checks. */
export type ServerCode = keyof typeof en | FindingsCode | ApiCode;

/** A sentence of the server. */
export type ServerSentence = Sentence<ServerCode>;

/** A sentence of the server, or texts and sentences together. */
export type ServerPart = Part<ServerCode>;

/** Makes a sentence about a manifest, or about a possible action. */
export const say = sayFrom<typeof en, ServerCode>();
