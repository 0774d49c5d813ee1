import type { ApiCode } from "../../api/words/say.ts";
import { type Part, sayFrom, type Sentence } from "../../api/words/sentence.ts";
import type { en } from "./en.ts";

/** All that the server can say: sentences of its own, and those of the API server's checks. */
export type ServerCode = keyof typeof en | ApiCode;

/** A sentence of the server. */
export type ServerSentence = Sentence<ServerCode>;

/** A sentence of the server, or texts and sentences together. */
export type ServerPart = Part<ServerCode>;

/** Says something about a manifest, or what can be done about it. */
export const say = sayFrom<typeof en, ServerCode>();
