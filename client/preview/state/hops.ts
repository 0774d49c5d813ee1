import type { Why } from "../../../engine/core/why.ts";
import type { Hop } from "../host/messages.ts";
import type { Words } from "../words/en.ts";

/** The hops of a request's way, in words. */
export function hopsOf(hops: readonly Why[], words: Pick<Words, "because">): Hop[] {
  return hops.map((hop) => {
    const [spot] = hop.fields;
    return { text: words.because(hop), ...(spot && { spot }) };
  });
}
