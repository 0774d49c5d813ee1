import type { JsonSchema } from "../../../api/customResources.ts";
import { describeSchema, wordsOf } from "../../schema/customSchema.ts";
import { scalarText } from "../../text/writeYaml.ts";
import type { Writing } from "./writing.ts";
import type { Proposal } from "./proposal.ts";
import { keyHere } from "./entries.ts";
import { givenBy } from "./facts.ts";
import type { Sample } from "../../schema/samples.ts";
import { type Start, entrySnippet, escapeSnippet, itemSnippet } from "./skeleton.ts";
import { say } from "../../words/say.ts";
import { strung } from "../../../api/words/sentence.ts";

/** What can be written at a place of a custom resource whose definition is in the workspace: the fields that its schema names, or the words that it lists. */
export function customProposals(writing: Writing, schema: JsonSchema): Proposal[] {
  if (writing.place.is === "value") return wordProposals(writing, schema);
  if (schema.type === "array") return itemProposals(writing, schema.items ?? {});
  return schema.type === "object" ? fieldProposals(writing, schema) : wordProposals(writing, schema);
}

function wordProposals({ place, layout }: Writing, schema: JsonSchema): Proposal[] {
  const quote = /^["']/.exec(place.word.typed)?.[0];
  return wordsOf(schema).map((word) => {
    const bare = schema.type === "boolean" ? word : layout.style === "json" ? JSON.stringify(word) : scalarText(word);
    const text = quote === undefined ? bare : `${quote}${word}${quote}`;
    return { label: word, is: "value", snippet: (place.needsSpace ? " " : "") + escapeSnippet(text) };
  });
}

/** Required fields first, each group in the order of the definition. */
function fieldProposals(writing: Writing, { properties = {}, required = [] }: JsonSchema): Proposal[] {
  const { place, layout, facts } = writing;
  const names = Object.keys(properties).filter((name) => !place.siblings.has(name));
  const inOrder = [...names.filter((name) => required.includes(name)), ...names.filter((name) => !required.includes(name))];
  return inOrder.map((name): Proposal => {
    const schema = properties[name]!;
    const key = keyHere(writing, name);
    const { snippet, again } = place.colon ? { snippet: key } : entrySnippet(key, startOf(schema), layout, givenBy(facts));
    return {
      label: name,
      is: "field",
      detail: required.includes(name) ? strung([describeSchema(schema), say("required")], " · ") : describeSchema(schema),
      ...(schema.description !== undefined && { about: schema.description }),
      snippet: (place.needsSpace ? " " : "") + snippet,
      ...(again && { again }),
    };
  });
}

function startOf(schema: JsonSchema): Start {
  const words = wordsOf(schema);
  if (words.length > 0) return { is: "choices", words: schema.type === "boolean" ? [true, false] : words };
  const sample = sampleOf(schema, 0);
  if (schema.type === "object") return sample === undefined ? { is: "part", of: "map" } : { is: "sample", sample };
  if (schema.type === "array") return sampleOf(schema.items ?? {}, 1) === undefined ? { is: "part", of: "list" } : { is: "sample", sample };
  return { is: "sample", sample };
}

function itemProposals(writing: Writing, items: JsonSchema): Proposal[] {
  const dash = writing.layout.style === "json" ? "" : "- ";
  const deeper = { ...writing.layout, column: writing.layout.column + dash.length };
  const words = wordProposals(writing, items).map((word) => ({ ...word, label: dash + word.label, snippet: dash + word.snippet }));
  return words.length > 0
    ? words
    : [{ label: dash + describeSchema(items), is: "skeleton", snippet: dash + itemSnippet(sampleOf(items, 0), deeper, givenBy(writing.facts)) }];
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
