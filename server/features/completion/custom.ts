import type { JsonSchema } from "../../../api/customResources.ts";
import { describeSchema, wordsOf } from "../../schema/customSchema.ts";
import { scalarText } from "../../text/writeYaml.ts";
import type { Writing } from "./writing.ts";
import type { Proposal } from "./proposal.ts";
import type { Sample } from "./samples.ts";
import { entrySnippet, escapeSnippet, itemSnippet } from "./skeleton.ts";
import { say } from "../../words/say.ts";
import { strung } from "../../../api/words/sentence.ts";

/** What can be written at a place of a custom resource whose definition is in the workspace: the fields that its schema names, or the words that it lists. */
export function customProposals(writing: Writing, schema: JsonSchema): Proposal[] {
  if (writing.place.is === "value") return wordProposals(writing, schema);
  if (schema.type === "array") return itemProposals(writing, schema.items ?? {});
  return schema.type === "object" ? fieldProposals(writing, schema) : wordProposals(writing, schema);
}

function wordProposals({ place }: Writing, schema: JsonSchema): Proposal[] {
  return wordsOf(schema).map((word) => ({
    label: word,
    is: "value",
    snippet: (place.needsSpace ? " " : "") + escapeSnippet(wordText(word, schema)),
  }));
}

/** Required fields first, each group in the order of the definition. */
function fieldProposals({ place, layout }: Writing, { properties = {}, required = [] }: JsonSchema): Proposal[] {
  const names = Object.keys(properties).filter((name) => !place.siblings.has(name));
  const inOrder = [...names.filter((name) => required.includes(name)), ...names.filter((name) => !required.includes(name))];
  return inOrder.map((name): Proposal => {
    const schema = properties[name]!;
    const choices = wordsOf(schema).map((word) => wordText(word, schema));
    const snippet = place.colon ? name : entrySnippet(name, sampleOf(schema, 0), choices, layout);
    return {
      label: name,
      is: "field",
      detail: required.includes(name) ? strung([describeSchema(schema), say("required")], " · ") : describeSchema(schema),
      ...(schema.description !== undefined && { about: schema.description }),
      snippet: (place.needsSpace ? " " : "") + snippet,
    };
  });
}

function itemProposals(writing: Writing, items: JsonSchema): Proposal[] {
  const deeper = { ...writing.layout, column: writing.layout.column + 2 };
  const words = wordProposals(writing, items).map((word) => ({ ...word, label: `- ${word.label}`, snippet: `- ${word.snippet}` }));
  return words.length > 0
    ? words
    : [{ label: `- ${describeSchema(items)}`, is: "skeleton", snippet: `- ${itemSnippet(sampleOf(items, 0), deeper)}` }];
}

function wordText(word: string, { type }: JsonSchema): string {
  return type === "boolean" ? word : scalarText(word);
}

/** The depth to which a skeleton has required fields. */
const deepest = 4;

/** The smallest valid value: its required fields, and its default. */
function sampleOf(schema: JsonSchema, depth: number): Sample {
  const { properties = {}, required = [], items = {}, enum: words, default: usual } = schema;
  if (typeof usual === "string" || typeof usual === "number" || typeof usual === "boolean") return usual;
  if (words) return typeof words[0] === "string" ? words[0] : undefined;
  if (depth >= deepest) return undefined;
  if (schema.type === "array") return [sampleOf(items, depth + 1)];
  const known = required.filter((name) => Object.hasOwn(properties, name));
  return schema.type === "object" && known.length > 0
    ? Object.fromEntries(known.map((name) => [name, sampleOf(properties[name]!, depth + 1)]))
    : undefined;
}
