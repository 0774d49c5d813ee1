import type { VNode } from "preact";
import { Chip, IconButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import type { Rehearsal } from "../host/messages.ts";

const icons: Readonly<Record<Rehearsal["change"]["is"], string>> = {
  file: "file",
  related: "references",
  folder: "folder",
  kustomization: "layers",
  chart: "package",
};

/** What is rehearsed and what runs before it, each to be chosen otherwise; of what was rendered the whole can be read. */
export function Change(): VNode | null {
  const { words, host, rehearsal } = usePanel();
  if (!rehearsal.value || host.isAlone) return null;
  const { change, origin } = rehearsal.value;
  const isRendered = change.is === "kustomization" || change.is === "chart";
  return (
    <>
      <span class="together">
        <Chip icon={icons[change.is]} name={words.change.choose} onPress={() => host.send({ is: "choose", what: "change" })}>
          {words.change.name(change)}
        </Chip>
        {isRendered && <IconButton icon="preview" name={words.change.rendered} onPress={() => host.send({ is: "openRendered" })} />}
      </span>
      <Chip name={words.change.chooseBefore} onPress={() => host.send({ is: "choose", what: "before" })}>
        {origin.is === "nothing" ? (
          words.menu.first
        ) : (
          <>
            {words.menu.from} <b>{words.menu.origin(origin)}</b>
          </>
        )}
      </Chip>
    </>
  );
}
