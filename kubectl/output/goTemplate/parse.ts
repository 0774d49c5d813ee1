/** A template that cannot be read, or not be filled in. */
export class TemplateFault extends Error {}

/** What an action works on: a constant, a path from the current value or a variable, or a call. */
export type Operand =
  | { readonly is: "constant"; readonly value: unknown }
  | { readonly is: "path"; readonly of: string; readonly fields: readonly string[] }
  | { readonly is: "call"; readonly name: string; readonly args: readonly Operand[] }
  | { readonly is: "fields"; readonly of: Operand; readonly fields: readonly string[] };

export type TemplatePart =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "print"; readonly value: Operand }
  | { readonly is: "set"; readonly names: readonly string[]; readonly value: Operand }
  | {
      readonly is: "if" | "with";
      readonly value: Operand;
      readonly names: readonly string[];
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
    }
  | {
      readonly is: "range";
      readonly value: Operand;
      readonly names: readonly string[];
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
    };

/** Reads a template of Go's `text/template`, its common part: text, fields, variables, pipes, calls, `if`, `with`, `range`. Throws a `TemplateFault`. */
export function parseGoTemplate(text: string): readonly TemplatePart[] {
  const chunks = chunksOf(text);
  const parts = block(chunks, []);
  if (chunks.length > 0) throw new TemplateFault("unexpected {{end}}");
  return parts;
}

type Chunk = { readonly text: string } | { readonly action: string };

function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let rest = text;
  let trims = false;
  while (rest !== "") {
    const open = rest.indexOf("{{");
    const before = open < 0 ? rest : rest.slice(0, open);
    const isTrimmed = open >= 0 && rest.startsWith("- ", open + 2);
    const shown = isTrimmed ? before.trimEnd() : before;
    if (shown !== "") chunks.push({ text: trims ? shown.trimStart() : shown });
    if (open < 0) break;
    const close = actionEnd(rest, open + 2);
    trims = rest.startsWith(" -", close - 2);
    const action = rest.slice(open + (isTrimmed ? 3 : 2), trims ? close - 2 : close).trim();
    if (!action.startsWith("/*")) chunks.push({ action });
    rest = rest.slice(close + 2);
  }
  return chunks;
}

function actionEnd(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length; at++) {
    const letter = text[at]!;
    if (quote !== "") {
      if (letter === "\\" && quote === '"') at++;
      else if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "`") quote = letter;
    else if (text.startsWith("}}", at)) return at;
  }
  throw new TemplateFault("unclosed action");
}

/** Deeper than anyone nests. */
const deepest = 100;

function block(chunks: Chunk[], within: readonly string[]): TemplatePart[] {
  if (within.length > deepest) throw new TemplateFault("exceeded maximum nesting");
  const parts: TemplatePart[] = [];
  while (chunks.length > 0) {
    const chunk = chunks[0]!;
    if ("text" in chunk) {
      chunks.shift();
      parts.push({ is: "text", text: chunk.text });
      continue;
    }
    const [keyword = ""] = chunk.action.split(/\s/);
    if (keyword === "end" || keyword === "else") return parts;
    chunks.shift();
    if (keyword === "if" || keyword === "with" || keyword === "range")
      parts.push(branch(keyword, chunk.action.slice(keyword.length), chunks, within));
    else parts.push(action(chunk.action));
  }
  if (within.length > 0) throw new TemplateFault("unexpected EOF");
  return parts;
}

function branch(is: "if" | "with" | "range", condition: string, chunks: Chunk[], within: readonly string[]): TemplatePart {
  const { names, value } = assignment(condition);
  const then = block(chunks, [...within, is]);
  const next = chunks.shift() as { readonly action: string } | undefined;
  if (!next) throw new TemplateFault("unexpected EOF");
  if (next.action === "end") return { is, value, names, then, otherwise: [] };
  const again = /^else\s+(if|with)\b/.exec(next.action);
  if (again) return { is, value, names, then, otherwise: [branch(again[1] as "if" | "with", next.action.slice(again[0].length), chunks, within)] };
  const otherwise = block(chunks, [...within, is]);
  const last = chunks.shift() as { readonly action: string } | undefined;
  if (last?.action !== "end") throw new TemplateFault("expected end; found {{else}}");
  return { is, value, names, then, otherwise };
}

function action(text: string): TemplatePart {
  const { names, value } = assignment(text);
  return names.length > 0 ? { is: "set", names, value } : { is: "print", value };
}

/** `$i, $v := .items` names what it works out. */
function assignment(text: string): { readonly names: readonly string[]; readonly value: Operand } {
  const match = /^\s*(\$\w+(?:\s*,\s*\$\w+)?)\s*:?=\s*/.exec(text);
  const names = match ? match[1]!.split(",").map((name) => name.trim()) : [];
  return { names, value: pipeline(tokensOf(text.slice(match?.[0].length ?? 0))) };
}

function tokensOf(text: string): string[] {
  const tokens = text.match(/"(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])+'|[()|]|[^\s()|"`]+/g) ?? [];
  if (tokens.length === 0) throw new TemplateFault("missing value for command");
  return [...tokens];
}

function pipeline(tokens: string[]): Operand {
  let value = command(tokens);
  while (tokens[0] === "|") {
    tokens.shift();
    const next = command(tokens);
    if (next.is !== "call") throw new TemplateFault("non executable command in pipeline stage 2");
    value = { ...next, args: [...next.args, value] };
  }
  return value;
}

function command(tokens: string[]): Operand {
  const first = operand(tokens);
  const args: Operand[] = [];
  while (tokens.length > 0 && tokens[0] !== "|" && tokens[0] !== ")") args.push(operand(tokens));
  if (args.length === 0) return first;
  if (first.is !== "call") throw new TemplateFault("can't give argument to non-function");
  return { ...first, args };
}

function operand(tokens: string[]): Operand {
  const token = tokens.shift();
  if (token === undefined) throw new TemplateFault("missing value for command");
  if (token === "(") {
    const inner = pipeline(tokens);
    if (tokens.shift() !== ")") throw new TemplateFault("unclosed left paren");
    if (!tokens[0]?.startsWith(".") || tokens[0] === ".") return inner;
    return { is: "fields", of: inner, fields: fieldsOf(tokens.shift()!) };
  }
  if (token.startsWith('"')) return { is: "constant", value: unquote(token) };
  if (token.startsWith("`")) return { is: "constant", value: token.slice(1, -1) };
  if (/^[+-]?\d/.test(token)) return { is: "constant", value: Number(token) };
  if (token === "true" || token === "false") return { is: "constant", value: token === "true" };
  if (token === "nil") return { is: "constant", value: null };
  if (token.startsWith(".")) return { is: "path", of: ".", fields: fieldsOf(token) };
  if (token.startsWith("$")) {
    const [name = "$", ...fields] = token.split(".");
    return { is: "path", of: name, fields };
  }
  if (/^[A-Za-z_]\w*$/.test(token)) return { is: "call", name: token, args: [] };
  throw new TemplateFault(`unexpected ${JSON.stringify(token)} in operand`);
}

function fieldsOf(token: string): string[] {
  return token.split(".").filter((field) => field !== "");
}

function unquote(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token.slice(1, -1);
  }
}
