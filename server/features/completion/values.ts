import type { SchemaPlace } from "../../schema/schemaAt.ts";
import type { Writing } from "./writing.ts";
import { wordsFor } from "./knownWords.ts";
import { namesFor } from "./names.ts";
import type { Proposal } from "./proposal.ts";
import { scalarText } from "../../text/writeYaml.ts";
import { escapeSnippet } from "./skeleton.ts";

/** Proposals for a scalar value: its words, and existing names. */
export function valueProposals(writing: Writing, at: SchemaPlace): Proposal[] {
  const { place, trial } = writing;
  if (at.shape.is === "object" || at.shape.is === "map" || at.shape.is === "list") return [];
  const docs = at.owner === undefined ? {} : { docs: `${at.owner}.${at.name}` };
  const words = wordsFor(at, place.path.at(-1))
    .filter(({ text }) => trial.takesValue(place.path, typedValue(text, at)))
    .map(({ text, meaning }): Proposal => ({
      label: text,
      is: "value",
      ...(meaning !== undefined && { detail: meaning }),
      ...docs,
      snippet: written(text, writing, at),
    }));
  const names = namesFor(writing, at).map(({ text, detail }): Proposal => ({
    label: text,
    is: "name",
    detail,
    ...docs,
    snippet: written(text, writing, at),
  }));
  return [...names, ...words];
}

function typedValue(text: string, { shape }: SchemaPlace): unknown {
  if (shape.is === "boolean") return text === "true";
  return shape.is === "integer" || shape.is === "intOrString" ? (/^\d+$/.test(text) ? Number(text) : text) : text;
}

/** The word as it is written here: with a space before it if needed, and inside existing quotes. */
export function written(text: string, { place, layout }: Writing, { shape }: Pick<SchemaPlace, "shape">): string {
  const quote = /^["']/.exec(place.word.typed)?.[0];
  const isText = shape.is === "string" || shape.is === "time" || shape.is === "bytes" || (shape.is !== "boolean" && !/^\d+$/.test(text));
  const bare = isText ? (layout.style === "json" ? JSON.stringify(text) : scalarText(text)) : text;
  return (place.needsSpace ? " " : "") + escapeSnippet(quote === undefined ? bare : `${quote}${text}${quote}`);
}
