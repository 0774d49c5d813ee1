/** The same function, which works out its answer to an object once: such objects never change here, so that it stays true as long as they live. */
export function remembering<K extends object, V>(work: (object: K) => V): (object: K) => V {
  const known = new WeakMap<K, { readonly answer: V }>();
  return (object) => {
    let found = known.get(object);
    if (!found) known.set(object, (found = { answer: work(object) }));
    return found.answer;
  };
}
