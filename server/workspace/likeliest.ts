/** Something in a file. */
interface Placed {
  readonly uri: string;
}

/**
 * Which of several definitions is meant in a file: the nearest in the folder tree; among equally near ones, one that is not in a folder of a
 * release, such as `install/v1.2.0`, or else the one of the newest release. Definitions in a folder `testdata` are only for the files around it.
 */
export function likeliest<T extends Placed>(all: readonly T[], uri: string): T | undefined {
  if (all.length < 2 && !all.some((one) => one.uri.includes("/testdata/"))) return all[0];
  const open = all.filter((one) => isOpenTo(one.uri, uri));
  return open.reduce<T | undefined>((best, one) => (best === undefined || isLikelier(one.uri, best.uri, uri) ? one : best), undefined);
}

function isOpenTo(definition: string, uri: string): boolean {
  const at = definition.indexOf("/testdata/");
  return at < 0 || uri.startsWith(definition.slice(0, at + 1));
}

function isLikelier(one: string, other: string, uri: string): boolean {
  const nearer = sharedFolders(one, uri) - sharedFolders(other, uri);
  return nearer !== 0 ? nearer > 0 : compare(releaseOf(one), releaseOf(other)) > 0;
}

function sharedFolders(one: string, other: string): number {
  const folders = other.split("/");
  const own = one.split("/");
  const differing = own.findIndex((name, i) => name !== folders[i]);
  return differing < 0 ? own.length : differing;
}

/** The numbers of the release in a path, such as 1, 2, 0. A path without a release is the current work, newer than any release. */
function releaseOf(uri: string): readonly number[] {
  const [, numbers] = /[/_-]v?(\d+(?:[._]\d+)+)/.exec(uri) ?? [];
  return numbers === undefined ? [Infinity] : numbers.split(/[._]/).map(Number);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const differing = one.findIndex((number, i) => number !== other[i]);
  return differing < 0 ? 0 : one[differing]! - (other[differing] ?? 0);
}
