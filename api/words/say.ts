import { sayFrom, type Sentence } from "./sentence.ts";
import type { en } from "./en.ts";

/** What the API server's checks can say. */
export type ApiCode = keyof typeof en;

/** A sentence of the API server's checks. */
export type ApiSentence = Sentence<ApiCode>;

/** Says why an object is refused, or what to mind about it. */
export const say = sayFrom<typeof en>();
