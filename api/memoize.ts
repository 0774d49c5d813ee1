/** Memoizes a function by object identity. Objects of a cluster are immutable, so a result stays valid as long as its object exists. */
export function memoize<K extends object, V>(work: (object: K) => V): (object: K) => V {
  const known = new WeakMap<K, { readonly answer: V }>();
  return (object) => {
    let found = known.get(object);
    if (!found) known.set(object, (found = { answer: work(object) }));
    return found.answer;
  };
}
