import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Ref } from "../../../engine/core/objects.ts";
import { Chip } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";

/** A button that mends the line for which an object is refused, if the editor knows how; without `object` it is the first that is refused. */
export function Fix({ object }: { readonly object?: Ref }): VNode | null {
  const { rehearsal, proposals, host } = usePanel();
  const title = useSignal<string | null>(null);
  const refused = rehearsal.value?.refused.find(({ kind, name }) => !object || (kind === object.kind && name === object.name));
  const place = refused && { uri: refused.uri, line: refused.line };
  useEffect(() => {
    let isWanted = true;
    title.value = null;
    if (place) void proposals.askFix(place).then((answer) => isWanted && (title.value = answer));
    return () => void (isWanted = false);
  }, [JSON.stringify(place), rehearsal.value?.version]);
  if (!place || title.value === null) return null;
  return (
    <Chip icon="lightbulb" onPress={() => host.send({ is: "fix", place })}>
      {title.value}
    </Chip>
  );
}
