import type { VNode } from "preact";
import type { Hop } from "../host/messages.ts";
import { RevealButton } from "../parts/button.tsx";

/** The route of a request: each hop with its rule and the line of YAML that sets it. */
export function Hops({ hops }: { readonly hops: readonly Hop[] }): VNode {
  return (
    <ol class="hops">
      {hops.map(({ text, spot }, i) => (
        <li key={i}>
          {text} {spot && <RevealButton spot={spot} name={text} />}
        </li>
      ))}
    </ol>
  );
}
