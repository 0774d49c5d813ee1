import { chartOf, isChartTemplate, keySpan, pathAt, useAt, usesIn, valuesOf } from "../../helm/values.ts";
import { uriFrom } from "../../text/uris.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import type { Location } from "./names.ts";

/** The key in `values.yaml` of a value that a template uses; if it is missing, of the nearest existing part of its path. */
export function valueDefinition({ file, tree }: Snapshot, offset: number): Location[] {
  const use = useAt(file.syntax.text, offset);
  const chart = use && chartOf(file.uri, tree);
  const values = chart === undefined ? undefined : valuesOf(chart, tree);
  if (!use || !values) return [];
  for (let depth = use.path.length; depth > 0; depth--) {
    const key = keySpan(values, use.path.slice(0, depth));
    if (key) return [{ uri: values.uri, ...key }];
  }
  return [{ uri: values.uri, from: 0, to: 0 }];
}

/** Where the templates of a chart use the value at an offset, of a template or of its file of values. */
export function valueUses({ file, tree }: Snapshot, offset: number): Location[] {
  const chart = chartOf(file.uri, tree);
  const path = isChartTemplate(file.uri, tree) ? useAt(file.syntax.text, offset)?.path : pathAt(file, offset);
  if (chart === undefined || path === undefined) return [];
  return tree
    .below(uriFrom(chart, "templates"))
    .flatMap(({ uri, syntax: { text } }) =>
      usesIn(text).flatMap(({ from, path: used }) =>
        path.every((step, i) => used[i] === step) ? [{ uri, from, to: from + `.Values.${path.join(".")}`.length }] : [],
      ),
    );
}

/** Whether a file has the default values of a chart. */
export function isChartValues({ file, tree }: Snapshot): boolean {
  const chart = chartOf(file.uri, tree);
  return chart !== undefined && valuesOf(chart, tree)?.uri === file.uri;
}
