import { type Words, wordsOf } from "../../api/words/sentence.ts";
import { ko as apiKo } from "../../api/words/ko.ts";
import { ko as reasons } from "../../engine/words/ko.ts";
import { ko as findings } from "./rehearsal/ko.ts";
import { ko } from "./ko.ts";
import type { ServerCode } from "./say.ts";

/** All sentences of the server, in Korean. */
export const korean: Words<ServerCode> = wordsOf("ko", { ...reasons, ...apiKo, ...ko, ...findings });
