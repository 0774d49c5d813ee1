import { en } from "./en.ts";
import type { Words } from "./words.ts";

/** What the page says, in Korean. */
export const ko: Words = { ...en };
