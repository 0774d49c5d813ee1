import fc from "fast-check";

/** Values of one kind, and what must hold for each of them. */
export interface Fuzzer {
  readonly name: string;
  /** How many of them `npm test` tries. */
  readonly cases: number;
  /** Tries values until one fails or the bound is reached. */
  readonly run: (options: FuzzOptions) => Promise<FuzzResult>;
}

/** Where a run begins, and how it is bounded. */
export interface FuzzOptions {
  readonly seed: number;
  readonly cases?: number;
  readonly seconds?: number;
  /** The case to repeat, as fast-check counts: `17`, or `17:0:2` for one that was made smaller. */
  readonly path?: string;
  /** Called before each case. */
  readonly begins?: () => void;
}

/** What a run came to. */
export interface FuzzResult {
  readonly cases: number;
  /** What went wrong, and the line that repeats it; nothing if all held. */
  readonly failure?: string;
}

/** A fuzzer whose check throws where a value is not treated as it should be. */
export function fuzzer<Value>(name: string, cases: number, values: fc.Arbitrary<Value>, check: (value: Value) => void | Promise<void>): Fuzzer {
  const run = async ({ seed, cases: most = 2 ** 31 - 1, seconds, path, begins }: FuzzOptions): Promise<FuzzResult> => {
    const property = fc.asyncProperty(values, async (value) => {
      begins?.();
      await check(value);
    });
    const details = await fc.check(property, {
      seed,
      numRuns: path === undefined ? most : 1,
      ...(seconds !== undefined && { interruptAfterTimeLimit: seconds * 1000 }),
      ...(path !== undefined && { path }),
    });
    if (!details.failed) return { cases: details.numRuns };
    const { counterexample, counterexamplePath, errorInstance } = details;
    const why = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
    return { cases: details.numRuns, failure: `${why}\n${fc.stringify(counterexample)}\n${lineFor(name, seed, counterexamplePath ?? "0")}` };
  };
  return { name, cases, run };
}

/** The line that repeats a case. */
export function lineFor(name: string, seed: number, path: string): string {
  return `npm run fuzz -- ${name} --seed ${seed} --path ${path}`;
}
