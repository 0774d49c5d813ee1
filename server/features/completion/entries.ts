import { isObject } from "../../../api/object.ts";
import { everyFieldOf } from "../../../api/schema.ts";
import { isWithin } from "../../../api/version.ts";
import { strung } from "../../../api/words/sentence.ts";
import type { Field, Shape, TypeName } from "../../../schemas/schema.ts";
import { labelMaps } from "../../names/named.ts";
import { describeShape, type SchemaPlace } from "../../schema/schemaAt.ts";
import { say } from "../../words/say.ts";
import { elsewhenOf } from "./elsewhen.ts";
import { type Facts, givenBy } from "./facts.ts";
import { keysFor, wordsFor } from "./knownWords.ts";
import { labelKeys, namesFor } from "./names.ts";
import { fieldsInOrder } from "../../schema/order.ts";
import type { Proposal } from "./proposal.ts";
import { sampleHere } from "./sampleHere.ts";
import { isWholeWhenEmpty } from "../../schema/sampleOf.ts";
import type { Sample } from "../../schema/samples.ts";
import { refersToSource } from "./sources.ts";
import { type Given, type Start, entrySnippet, escapeSnippet, itemSnippet, keyIn } from "./skeleton.ts";
import { valueProposals } from "./values.ts";
import { isWanted, type Writing, writingAt } from "./writing.ts";

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
      return writing.place.dashed || writing.place.style !== "block" ? valueProposals(writing, at) : [];
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
    .filter((name) => !place.siblings.has(name) && isWanted(name, writing))
    .flatMap((name): Proposal[] => {
      const field = fields.get(name)!;
      const steps = [...place.path, name];
      const words = closedWords(type, name, field);
      if (words.length > 0) {
        const choices = words.filter((word) => !isWithin(field, version) || trial.takesValue(steps, word));
        return choices.length > 0 ? [fieldProposal(writing, type, name, { is: "choices", words: choices })] : [];
      }
      const sample = sampleHere(writing, type, name, field.shape);
      const taken = isWithin(field, version) ? trial.takesField(steps, sample) : "as its sample";
      if (taken === undefined) return [];
      return [fieldProposal(writing, type, name, startOf(writing, type, name, taken === "as its sample" ? sample : undefined))];
    });
}

/** All allowed values of a field, if that is a short list. */
function closedWords(owner: TypeName, name: string, field: Field): readonly (string | boolean)[] {
  const { shape } = field;
  if (shape.is === "boolean") return [true, false];
  return shape.is === "string" ? wordsFor({ shape, owner, name, field }, name).map(({ text }) => text) : [];
}

/** The initial value of a field: its sample, the place of its first entry if the sample is empty, or names to choose from. */
function startOf(writing: Writing, owner: TypeName, name: string, sample: Sample): Start {
  const field = everyFieldOf(owner).get(name)!;
  const { shape } = field;
  if (shape.is === "list") return isEmptyItem(sample) ? { is: "part", of: "list" } : { is: "sample", sample };
  if (shape.is === "object" || shape.is === "map") return startOfMap(shape, sample);
  const place = { ...writing.place, path: [...writing.place.path, name] };
  const at = { shape, owner, name, field };
  const hasProposals = namesFor({ ...writing, place }, at).length > 0 || wordsFor(at, name).length > 0;
  const isNumber = shape.is !== "string" && sample === undefined && writing.place.style === "json"; // without quotes, that is
  return hasProposals || isNumber ? { is: "blank", isText: shape.is === "string" } : { is: "sample", sample };
}

function startOfMap(shape: Shape, sample: Sample): Start {
  const isEmpty = !isObject(sample) || Object.keys(sample).length === 0;
  return isEmpty && !(shape.is === "object" && isWholeWhenEmpty(shape.type)) ? { is: "part", of: "map" } : { is: "sample", sample: sample ?? {} };
}

/** Whether a list's sample has nothing to start with. */
function isEmptyItem(sample: Sample): boolean {
  const [first] = Array.isArray(sample) ? (sample as readonly Sample[]) : [];
  return first === undefined || (isObject(first) && Object.keys(first).length === 0);
}

function fieldProposal(writing: Writing, type: TypeName, name: string, start: Start, dash = ""): Proposal {
  const { place, layout, facts } = writing;
  const field = everyFieldOf(type).get(name)!;
  const deeper = { ...layout, column: layout.column + dash.length };
  const elsewhen = elsewhenOf(field, writing.version);
  const given = name === "metadata" ? undefined : givenIn(field.shape, facts);
  const { snippet, again } = place.colon ? { snippet: keyHere(writing, name) } : entrySnippet(keyHere(writing, name), start, deeper, given);
  return {
    label: dash + name,
    is: "field",
    detail: field.required === true ? strung([describeShape(field.shape), say("required")], " · ") : describeShape(field.shape),
    docs: `${type}.${name}`,
    snippet: (place.needsSpace ? " " : "") + dash + snippet,
    ...(again && { again }),
    ...(elsewhen && { elsewhen }),
  };
}

/** The names that are written as they are. That of a ConfigMap or Secret is a guess. */
function givenIn(shape: Shape, facts: Facts): Given | undefined {
  return refersToSource(shape) ? undefined : givenBy(facts);
}

/** A key in the style of the text; inside quotes if they are open already. */
export function keyHere({ place, layout }: Writing, name: string): string {
  const quote = layout.style === "json" ? undefined : /^["']/.exec(place.word.typed)?.[0];
  return escapeSnippet(quote === undefined ? keyIn(layout.style, name) : `${quote}${name}${quote}`);
}

/** The whole value of a key or an item that holds parts, in brackets. */
export function wholeProposals(writing: Writing, { shape, owner, name }: SchemaPlace): Proposal[] {
  const { place, layout, facts } = writing;
  if (owner === undefined || name === undefined) return [];
  const proposal = { label: describeShape(shape), is: "skeleton", docs: `${owner}.${name}` } as const;
  if (typeof place.path.at(-1) === "number" && shape.is === "object")
    return [{ ...proposal, snippet: itemSnippet(sampleHere(writing, shape.type, undefined, shape), layout, givenIn(shape, facts)) }];
  const holder = writingAt(writing, { ...place, path: place.path.slice(0, -1) });
  const { snippet, again } = entrySnippet("", startOf(holder, owner, name, sampleHere(holder, owner, name, shape)), layout, givenIn(shape, facts));
  return [{ ...proposal, snippet: snippet.slice(place.needsSpace ? 1 : 2), ...(again && { again }) }];
}

/** Keys of a map: well-known words of Kubernetes, and labels that are used elsewhere. */
function keyProposals(writing: Writing, { owner = "", name = "", shape }: SchemaPlace): Proposal[] {
  const { place, layout } = writing;
  if (shape.is !== "map") return [];
  const keys = [...new Set([...labelKeys(writing, `${owner}.${name}`), ...keysFor(owner, name)])].filter((key) => !place.siblings.has(key));
  return keys.map((key): Proposal => {
    const written = keyHere(writing, key);
    const { snippet, again } = place.colon
      ? { snippet: written }
      : entrySnippet(written, startOfKey(writing, { owner, name, shape: shape.of }, key), layout);
    return {
      label: key,
      is: "name",
      detail: describeShape(shape.of),
      docs: `${owner}.${name}`,
      snippet: (place.needsSpace ? " " : "") + snippet,
      ...(again && { again }),
    };
  });
}

function startOfKey(writing: Writing, at: SchemaPlace, key: string): Start {
  const words = at.shape.is === "quantity" ? wordsFor(at, key).map(({ text }) => text) : [];
  if (words.length > 0) return { is: "choices", words };
  const names = namesFor({ ...writing, place: { ...writing.place, path: [...writing.place.path, key] } }, at);
  if (names.length > 0) return { is: "blank", isText: true };
  return { is: "sample", sample: labelMaps[`${at.owner}.${at.name}`] ? writing.facts.labels?.[key] : undefined };
}

/** Items of a list, each with its dash: a whole item, or one that starts with a certain field. */
function itemProposals(writing: Writing, at: SchemaPlace, of: Shape): Proposal[] {
  const { place, layout, facts } = writing;
  const item = { ...writing, place: { ...place, path: [...place.path, place.siblings.size], dashed: true } };
  if (place.style !== "block") return entryProposals(writing, { ...at, shape: of });
  const dash = "- ";
  const deeper = { ...layout, column: layout.column + dash.length };
  if (of.is !== "object")
    return valueProposals(item, { ...at, shape: of }).map((proposal) => ({
      ...proposal,
      label: dash + proposal.label,
      snippet: dash + proposal.snippet,
    }));
  const whole: Proposal = {
    label: dash + of.type,
    is: "skeleton",
    docs: of.type,
    snippet: dash + itemSnippet(sampleHere(writing, of.type, undefined, of), deeper, givenIn(of, facts)),
  };
  if (writing.wants === "begun") return [whole];
  return [
    whole,
    ...fieldsFor(writing, of.type).map((name) => {
      const field = everyFieldOf(of.type).get(name)!;
      const words = closedWords(of.type, name, field);
      const start: Start =
        words.length > 0 ? { is: "choices", words } : startOf(item, of.type, name, sampleHere(writing, of.type, name, field.shape));
      return fieldProposal(writing, of.type, name, start, dash);
    }),
  ];
}
