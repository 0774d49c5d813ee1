import type { StoredObject } from "../../engine/core/objects.ts";
import type { Cluster } from "../core/cluster.ts";
import { type Resource, typeName } from "../core/resources.ts";
import { formatLabels } from "../text/format.ts";
import { age } from "./view.ts";
import { viewFor } from "./views.ts";

/** How a table is to be printed. */
export interface TableStyle {
  readonly wide: boolean;
  readonly headers: boolean;
  readonly namespace: boolean;
  /** `deployment.apps/web` in place of `web`. */
  readonly kinds: boolean;
  readonly showLabels: boolean;
  /** Labels that have columns of their own. */
  readonly labelColumns: readonly string[];
  /** What kubectl makes of objects by itself: their names and ages. */
  readonly plain?: boolean;
}

/** Objects of one kind as rows of cells. */
export function tableRows(resource: Resource, objects: readonly StoredObject[], cluster: Cluster, style: TableStyle): string[][] {
  const view = viewFor(resource.kind);
  const columns = style.plain ? [age] : view.columns.filter(({ wide }) => style.wide || !wide);
  const prefix = style.kinds ? `${typeName(resource)}/` : "";
  const named = !view.isNameless;
  const rows = objects.map((object) => {
    const { metadata } = object;
    const cells: string[] = [];
    if (style.namespace) cells.push(metadata.namespace);
    if (named) cells.push(prefix + (view.name?.(object) ?? metadata.name));
    for (const column of columns) cells.push(oneLine(column.cell(object, cluster)));
    for (const label of style.labelColumns) cells.push(oneLine(metadata.labels?.[label] ?? ""));
    if (style.showLabels) cells.push(oneLine(formatLabels(metadata.labels)));
    return cells;
  });
  if (style.headers) rows.unshift(headers(columns, style, named));
  return rows;
}

function headers(columns: readonly { readonly title: string }[], style: TableStyle, named: boolean): string[] {
  const titles = [
    ...(style.namespace ? ["Namespace"] : []),
    ...(named ? ["Name"] : []),
    ...columns.map(({ title }) => title),
    ...style.labelColumns.map((label) => label.slice(label.lastIndexOf("/") + 1)),
    ...(style.showLabels ? ["Labels"] : []),
  ];
  return titles.map((title) => title.toUpperCase());
}

/** A cell shows the first line of a text. */
function oneLine(value: string | number | boolean): string {
  const cell = String(value);
  if (typeof value !== "string" || !/[\t\n\r\f]/.test(cell)) return cell;
  const end = cell.search(/[\n\r\f]/);
  return (end < 0 ? cell : `${cell.slice(0, end)}...`).replaceAll("\t", " ");
}
