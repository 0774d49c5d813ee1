/** Completion indexes as closed intervals: sorted, disjoint and not adjacent. */
export type Indexes = readonly (readonly [first: number, last: number])[];

/** Parses `1,3-5,7` up to the first error. Indexes that are not below `completions` are left out. */
export function parseIndexes(text: string, completions: number): Indexes {
  const intervals: [number, number][] = [];
  for (const part of text === "" ? [] : text.split(",")) {
    const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (first === undefined) continue;
    if (Number(first) >= completions) break;
    intervals.push([Number(first), Math.min(Number(last ?? first), completions - 1)]);
  }
  return union(intervals, []);
}

/** As the server prints them: `1,3-5,7,8`. */
export function formatIndexes(indexes: Indexes): string {
  return indexes.map(([first, last]) => (first === last ? `${first}` : last === first + 1 ? `${first},${last}` : `${first}-${last}`)).join(",");
}

/** The indexes that are in one or in both of two sets. */
export function union(a: Indexes, b: Indexes): Indexes {
  const result: [number, number][] = [];
  for (const [first, last] of [...a, ...b].sort((x, y) => x[0] - y[0])) {
    const before = result.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

/** The union of the intervals and some more indexes. */
export function withEach(indexes: Indexes, more: Iterable<number>): Indexes {
  return union(
    indexes,
    [...more].map((index) => [index, index] as const),
  );
}

/** Whether an index is one of these. */
export function has(indexes: Indexes, index: number): boolean {
  return indexes.some(([first, last]) => first <= index && index <= last);
}

/** How many indexes there are. */
export function count(indexes: Indexes): number {
  return indexes.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** How many are in both. */
export function countCommon(a: Indexes, b: Indexes): number {
  return a.reduce(
    (sum, [first, last]) => sum + b.reduce((part, [from, to]) => part + Math.max(0, Math.min(last, to) - Math.max(first, from) + 1), 0),
    0,
  );
}

/** The first `wanted` indexes below `completions` that are not taken. */
export function firstFree(taken: Indexes, wanted: number, completions: number): number[] {
  const free: number[] = [];
  let next = 0;
  for (const [first, last] of [...taken, [completions, completions] as const]) {
    for (; next < Math.min(first, completions) && free.length < wanted; next++) free.push(next);
    next = Math.max(next, last + 1);
  }
  return free;
}
