import type { VNode } from "preact";
import { podsOfRow } from "../story/rowPods.ts";
import type { Series } from "../story/series.ts";
import type { ActionRow } from "../story/story.ts";

const [width, square, fewest] = [76, 7, 9];

/** The pods of a row as small squares, old versions first, or as bars if there are many: the colour is the version, the texture the state. */
export function Squares({ step, series }: { readonly step: ActionRow; readonly series: Series }): VNode {
  const { peak } = series;
  return (
    <>
      {podsOfRow(step, series).flatMap(({ look, version, pods }) => {
        const pieces = peak > fewest ? [(pods / peak) * width] : Array.from({ length: pods }, () => square);
        return pieces.map((size, i) => <span key={`${version} ${look} ${i}`} class={`${version} ${look}`} style={{ width: `${size}px` }} />);
      })}
    </>
  );
}
