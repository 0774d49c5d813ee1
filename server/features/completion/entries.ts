import { everyFieldOf } from "../../../api/schema.ts";
import { isWithin } from "../../../api/version.ts";
import type { Field, Shape, TypeName } from "../../../schemas/schema.ts";
import { describeShape, type SchemaPlace } from "../../schema/schemaAt.ts";
import type { Writing } from "./writing.ts";
import { scalarText } from "../../text/writeYaml.ts";
import { keysFor, wordsFor } from "./knownWords.ts";
import { labelKeys } from "./names.ts";
import { fieldsInOrder } from "./order.ts";
import { type Proposal, fit, withoutQuote } from "./proposal.ts";
import { sampleHere } from "./sampleHere.ts";
import type { Sample } from "./samples.ts";
import { entrySnippet, itemSnippet } from "./skeleton.ts";
import { valueProposals } from "./values.ts";
import { elsewhenOf } from "./elsewhen.ts";
import { say } from "../../words/say.ts";
import { strung } from "../../../api/words/sentence.ts";

/** Proposals for an entry: fields of an object, keys of a map, or items of a list. */
export function entryProposals(writing: Writing, at: SchemaPlace): Proposal[] {
  const { shape } = at;
  switch (shape.is) {
    case "object":
      return fieldProposals(writing, shape.type);
    case "map":
      return keyProposals(writing, at);
    case "list":
      return itemProposals(writing, at, shape.of);
    default:
      return writing.place.dashed || writing.place.style === "flow" ? valueProposals(writing, at) : [];
  }
}

/** The fields of a type, without removed ones. Fields of later versions are offered last. */
function fieldsFor({ version }: Writing, type: TypeName): string[] {
  return fieldsInOrder(type).filter((name) => (everyFieldOf(type).get(name)?.until ?? version) >= version);
}

/** Missing fields that match the typed text and that the server accepts beside the existing ones. */
function fieldProposals(writing: Writing, type: TypeName): Proposal[] {
  const { place, trial, version } = writing;
  const fields = everyFieldOf(type);
  return fieldsFor(writing, type)
    .filter((name) => !place.siblings.has(name) && fit(name, withoutQuote(place.word.typed)) !== undefined)
    .flatMap((name): Proposal[] => {
      const field = fields.get(name)!;
      const steps = [...place.path, name];
      const words = closedWords(type, name, field);
      if (words.length > 0) {
        const choices = words.filter((word) => !isWithin(field, version) || trial.takesValue(steps, word));
        return choices.length > 0 ? [fieldProposal(writing, type, name, { choices: choices.map(choiceText) })] : [];
      }
      const sample = sampleHere(writing, type, name, field.shape);
      const taken = isWithin(field, version) ? trial.takesField(steps, sample) : "as its sample";
      return taken === undefined ? [] : [fieldProposal(writing, type, name, taken === "as its sample" ? { sample } : {})];
    });
}

/** The value in a field's snippet: a choice of words, a sample, or nothing. */
interface Start {
  readonly choices?: readonly string[];
  readonly sample?: Sample;
}

/** All allowed values of a field, if that is a short list. */
function closedWords(owner: TypeName, name: string, field: Field): readonly (string | boolean)[] {
  const { shape } = field;
  if (shape.is === "boolean") return [true, false];
  return shape.is === "string" ? wordsFor({ shape, owner, name, field }, name).map(({ text }) => text) : [];
}

function choiceText(choice: string | boolean): string {
  return typeof choice === "string" ? scalarText(choice) : String(choice);
}

function fieldProposal(writing: Writing, type: TypeName, name: string, { choices = [], sample }: Start, dash = ""): Proposal {
  const { place, layout } = writing;
  const field = everyFieldOf(type).get(name)!;
  const deeper = { ...layout, column: layout.column + dash.length };
  const quote = /^["']/.exec(place.word.typed)?.[0];
  const elsewhen = elsewhenOf(field, writing.version);
  const plain = place.colon ? name : entrySnippet(name, sample, choices, deeper);
  const snippet = quote === undefined ? plain : quotedEntry(name, quote, field.shape, place.colon);
  return {
    label: dash + name,
    is: "field",
    detail: field.required === true ? strung([describeShape(field.shape), say("required")], " · ") : describeShape(field.shape),
    docs: `${type}.${name}`,
    snippet: (place.needsSpace ? " " : "") + dash + snippet,
    ...(elsewhen && { elsewhen }),
  };
}

/** A key inside quotes that are already open, as in JSON. */
function quotedEntry(name: string, quote: string, shape: Shape, hasColon: boolean): string {
  const key = `${quote}${name}${quote}`;
  if (hasColon) return key;
  const around =
    shape.is === "string" ? [quote, quote] : shape.is === "list" ? ["[", "]"] : shape.is === "object" || shape.is === "map" ? ["{", "\\}"] : ["", ""];
  return `${key}: ${around[0]}$1${around[1]}`;
}

/** Keys of a map: well-known words of Kubernetes, and labels that are used elsewhere. */
function keyProposals(writing: Writing, { owner = "", name = "", shape }: SchemaPlace): Proposal[] {
  const { place, layout } = writing;
  if (shape.is !== "map") return [];
  const keys = [...new Set([...labelKeys(writing, `${owner}.${name}`), ...keysFor(owner, name)])].filter((key) => !place.siblings.has(key));
  return keys.map((key): Proposal => {
    const values = shape.of.is === "quantity" ? wordsFor({ shape: shape.of, owner, name }, key).map(({ text }) => text) : [];
    const snippet = place.colon ? key : entrySnippet(key, undefined, values, layout);
    return { label: key, is: "name", detail: describeShape(shape.of), docs: `${owner}.${name}`, snippet: (place.needsSpace ? " " : "") + snippet };
  });
}

/** Items of a list, each with its dash: a whole item, or one that starts with a certain field. */
function itemProposals(writing: Writing, at: SchemaPlace, of: Shape): Proposal[] {
  const { place, layout } = writing;
  if (place.style === "flow") return entryProposals(writing, { ...at, shape: of });
  const index = place.siblings.size;
  const item = { ...writing, place: { ...place, path: [...place.path, index], dashed: true } };
  const deeper = { ...layout, column: layout.column + 2 };
  if (of.is !== "object")
    return valueProposals(item, { ...at, shape: of }).map((proposal) => ({
      ...proposal,
      label: `- ${proposal.label}`,
      snippet: `- ${proposal.snippet}`,
    }));
  const whole: Proposal = {
    label: `- ${of.type}`,
    is: "skeleton",
    docs: of.type,
    snippet: `- ${itemSnippet(sampleHere(writing, of.type, undefined, of), deeper)}`,
  };
  return [
    whole,
    ...fieldsFor(writing, of.type).map((name) => {
      const field = everyFieldOf(of.type).get(name)!;
      const choices = closedWords(of.type, name, field).map(choiceText);
      return fieldProposal(writing, of.type, name, { choices, sample: sampleHere(writing, of.type, name, field.shape) }, "- ");
    }),
  ];
}
