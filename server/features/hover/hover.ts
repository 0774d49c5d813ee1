import type { Steps } from "../../../api/path.ts";
import type { Span } from "../../syntax/tree.ts";
import { schemaIn } from "../../schema/schemaAt.ts";
import { stepsOf, trailAt } from "../../text/trail.ts";
import { listItem } from "../../workspace/listItem.ts";
import { type Document, documentAt } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { fileSchema } from "../../schema/fileSchema.ts";
import { customAt } from "../../schema/customSchema.ts";
import { describeCustom, describeField, describeKind } from "./field.ts";
import type { Docs } from "../documentation.ts";
import { isChartTemplate } from "../../helm/values.ts";
import { chartValue } from "./chartValue.ts";
import { describeValue } from "./value.ts";
import type { ServerPart } from "../../words/say.ts";

/** Markdown about a span of the file, paragraph by paragraph. */
export interface HoverText extends Span {
  readonly paragraphs: readonly ServerPart[];
}

/** The hover text for the key or value at an offset of the file. `now` is the time from which a schedule's next runs count. */
export function hover(snapshot: Snapshot, offset: number, docs: Docs, now: number): HoverText | undefined {
  const placed = documentAt(snapshot.file, offset);
  if (isChartTemplate(snapshot.file.uri, snapshot.tree)) return chartValue(snapshot, offset);
  if (!placed) return undefined;
  const { recognition } = placed.document;
  if (recognition !== "manifest" && recognition !== "patch" && !fileSchema(snapshot.file.uri)) return undefined;
  const found = hoverIn(snapshot, placed.document, offset - placed.from, docs, now);
  return found && { ...found, from: found.from + placed.from, to: found.to + placed.from };
}

function hoverIn(snapshot: Snapshot, document: Document, offset: number, docs: Docs, now: number): HoverText | undefined {
  const trail = trailAt(document.manifest.syntax, offset);
  const item = trail && listItem(document, stepsOf(trail));
  if (item) return hoverIn(snapshot, item, offset, docs, now);
  const span = trail?.node;
  if (!trail || !span || trail.steps.length === 0 || span.is === "mapping" || span.is === "sequence") return undefined;
  const { apiVersion, kind } = document.self;
  const steps = stepsOf(trail);
  const own = fileSchema(snapshot.file.uri);
  if (own) {
    const schema = customAt(own, steps);
    return schema && { from: span.from, to: span.to, paragraphs: describeCustom(nameOf(steps), schema) };
  }
  if (steps.length === 1 && (steps[0] === "kind" || steps[0] === "apiVersion"))
    return { from: span.from, to: span.to, paragraphs: describeKind(apiVersion, kind, docs, snapshot.version) };
  const place = schemaIn(apiVersion, kind, steps);
  if (!place) {
    const custom = snapshot.catalog.customKind(apiVersion, kind, snapshot.file.uri);
    const schema = custom && customAt(custom.schema, steps);
    return schema && { from: span.from, to: span.to, paragraphs: describeCustom(nameOf(steps), schema) };
  }
  if (!place.owner) return undefined;
  const about = trail.on === "value" ? describeValue(snapshot, document, steps, place, now) : [];
  return { from: span.from, to: span.to, paragraphs: [...about, ...describeField(document, steps, place, docs, snapshot.version)] };
}

/** The name of a field; for an item, the name of its list. */
function nameOf(steps: Steps): string {
  return String(steps.findLast((step) => typeof step === "string") ?? steps.at(-1));
}
