import type { VNode } from "preact";
import { steady } from "../parts/steady.ts";
import type { RowPods } from "../story/rowPods.ts";

const [width, square, fewest] = [76, 7, 9];

interface SquaresProps {
  readonly pods: readonly RowPods[];
  /** The greatest number of pods at any time. */
  readonly peak: number;
}

/** The pods of a row as small squares, old versions first, or as bars if there are many: the colour is the version, the texture the state. */
export const Squares = steady(({ pods: groups, peak }: SquaresProps): VNode => (
  <>
    {groups.flatMap(({ look, version, pods }) => {
      const pieces = peak > fewest ? [(pods / peak) * width] : Array.from({ length: pods }, () => square);
      return pieces.map((size, i) => <span key={`${version} ${look} ${i}`} class={`${version} ${look}`} style={{ width: `${size}px` }} />);
    })}
  </>
));
