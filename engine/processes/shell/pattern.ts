/** Whether a text matches a pattern of the shell (`*`, `?`, `[abc]`), in time that grows with the product of their lengths. */
export function matches(pattern: string, text: string): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    const one = p < pattern.length ? single(pattern, p, text[t]!) : undefined;
    if (pattern[p] === "*") [star, mark, p] = [p, t, p + 1];
    else if (one !== undefined) [p, t] = [one, t + 1];
    else if (star >= 0) [p, t, mark] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

/** Where the pattern goes on after it has matched a character at this place; nothing if it does not. */
function single(pattern: string, at: number, character: string): number | undefined {
  const sign = pattern[at]!;
  if (sign === "?") return at + 1;
  const end = sign === "[" ? pattern.indexOf("]", at + 2) : -1;
  if (end > 0) return inClass(pattern.slice(at + 1, end), character) ? end + 1 : undefined;
  return sign === character ? at + 1 : undefined;
}

function inClass(members: string, character: string): boolean {
  const negated = /^[!^]/.test(members);
  const list = negated ? members.slice(1) : members;
  let found = false;
  for (let i = 0; i < list.length; i++) {
    const range = list[i + 1] === "-" && i + 2 < list.length;
    if (range ? list[i]! <= character && character <= list[i + 2]! : list[i] === character) found = true;
    if (range) i += 2;
  }
  return found !== negated;
}
