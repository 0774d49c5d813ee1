import type { VNode } from "preact";
import { Chip, IconButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { Section } from "../parts/section.tsx";
import { clusterPresets, type NodePool } from "../state/cluster.ts";

const fields = ["name", "count", "cpu", "memory", "pods", "zones", "taints"] as const;

/** The nodes to rehearse on: chosen from shapes, edited pool by pool, or read from a file. */
export function ClusterDrawer(): VNode {
  const panel = usePanel();
  const { words, cluster, host } = panel;
  const tools = <IconButton icon="close" name={words.close} onPress={() => (panel.drawer.value = "none")} />;
  return (
    <Section id="cluster" title={words.cluster.title} note={words.cluster.note} tools={tools}>
      <div class="presets">
        {(Object.keys(clusterPresets) as (keyof typeof clusterPresets)[]).map((name) => (
          <Chip key={name} onPress={() => panel.moveTo(clusterPresets[name])}>
            {words.cluster.presets[name]}
          </Chip>
        ))}
        <Chip icon="folder-opened" onPress={() => host.send({ is: "openNodes" })}>
          {words.cluster.open}
        </Chip>
      </div>
      {cluster.value.is === "opened" ? (
        <p class="note">{words.cluster.opened(cluster.value.name, cluster.value.objects.length)}</p>
      ) : (
        <Pools pools={cluster.value.pools} />
      )}
    </Section>
  );
}

/** The pools of nodes as a table in which each value can be changed. */
function Pools({ pools }: { readonly pools: readonly NodePool[] }): VNode {
  const panel = usePanel();
  const { words } = panel;
  const edit = (index: number, change: Partial<NodePool>) =>
    panel.moveTo({ is: "shape", pools: pools.map((pool, i) => (i === index ? { ...pool, ...change } : pool)) });
  return (
    <table class="pools">
      <thead>
        <tr>
          {fields.map((field) => (
            <th key={field}>{words.cluster.fields[field]}</th>
          ))}
          <th>
            <IconButton
              icon="add"
              name={words.cluster.add}
              onPress={() => panel.moveTo({ is: "shape", pools: [...pools, { ...pools[0]!, name: `pool${pools.length + 1}` }] })}
            />
          </th>
        </tr>
      </thead>
      <tbody>
        {pools.map((pool, i) => (
          <tr key={i}>
            {fields.map((field) => (
              <td key={field}>
                <input
                  aria-label={`${words.cluster.fields[field]} ${i + 1}`}
                  class={field}
                  value={String(pool[field])}
                  onChange={(event) => edit(i, { [field]: field === "count" ? Number(event.currentTarget.value) || 0 : event.currentTarget.value })}
                />
              </td>
            ))}
            <td>
              <IconButton
                icon="trash"
                name={words.cluster.remove(pool.name)}
                disabled={pools.length === 1}
                onPress={() => panel.moveTo({ is: "shape", pools: pools.filter((_, j) => j !== i) })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
