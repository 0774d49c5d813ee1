/** A line cut into words as a shell does it, nothing expanded. */
export interface Words {
  readonly words: readonly string[];
  /** A shell feature in the line that the console does not support. */
  readonly beyond?: "pipe" | "quote";
}

/** Words of a line: quotes keep blanks together, and a backslash stands for what follows it, but between single quotes. */
export function splitWords(line: string): Words {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  let pipes = false;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]!;
    if (quote === "'") {
      if (letter === "'") quote = "";
      else word += letter;
    } else if (letter === "\\" && i + 1 < line.length && (quote === "" || '"\\$`\n'.includes(line[i + 1]!))) {
      word = (word ?? "") + line[++i]!;
    } else if (quote === '"') {
      if (letter === '"') quote = "";
      else word += letter;
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      word ??= "";
    } else if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (word === undefined && /[|;&><]/.test(letter)) pipes = true;
      word = (word ?? "") + letter;
    }
  }
  if (word !== undefined) words.push(word);
  if (quote !== "") return { words, beyond: "quote" };
  return pipes ? { words, beyond: "pipe" } : { words };
}

/** A word as it has to be typed to be read as one word again. */
export function quoted(word: string): string {
  return /^[\w./:=,@%+*!^-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
