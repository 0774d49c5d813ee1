/**
 * Puts the items of a merged list in order: those that the patch names in the patch's order, the others, which only the server has, between them
 * where the list as it was had them.
 */
export function mergeOrder(
  items: readonly unknown[],
  order: readonly unknown[],
  was: readonly unknown[],
  identity: (item: unknown) => string,
): readonly unknown[] {
  const [wanted, before] = [positions(order, identity), positions(was, identity)];
  const placeIn = (places: ReadonlyMap<string, number>, item: unknown): number => places.get(identity(item)) ?? Infinity;
  const sorted = (some: unknown[], places: ReadonlyMap<string, number>): unknown[] =>
    some.sort((a, b) => (placeIn(places, a) < placeIn(places, b) ? -1 : placeIn(places, a) > placeIn(places, b) ? 1 : 0));
  const named = sorted(
    items.filter((item) => wanted.has(identity(item))),
    wanted,
  );
  const others = sorted(
    items.filter((item) => !wanted.has(identity(item))),
    before,
  );
  const all: unknown[] = [];
  while (named.length > 0 && others.length > 0) {
    const [left, right] = [before.get(identity(others[0])), before.get(identity(named[0]))];
    all.push(left !== undefined && right !== undefined && left < right ? others.shift() : named.shift());
  }
  return [...all, ...named, ...others];
}

function positions(items: readonly unknown[], identity: (item: unknown) => string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [i, item] of items.entries()) if (!places.has(identity(item))) places.set(identity(item), i);
  return places;
}
