import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { Chip, IconButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { Section } from "../parts/section.tsx";
import { type ClusterChoice, clusterPresets, faultsOfPool, type NodePool } from "../state/cluster.ts";
import { nodeConditions } from "../../../engine/rehearsal/pools.ts";

const fields = ["name", "count", "cpu", "memory", "pods", "zones", "labels", "taints", "conditions", "version"] as const;

type Shape = ClusterChoice & { readonly is: "shape" };

/** The nodes to rehearse on: chosen from shapes, edited pool by pool, or as `kubectl` prints those of a cluster. */
export function ClusterDrawer(): VNode {
  const panel = usePanel();
  const { words, cluster } = panel;
  const tools = <IconButton icon="close" name={words.close} onPress={() => (panel.drawer.value = "none")} />;
  return (
    <Section id="cluster" title={words.cluster.title} note={words.cluster.note} tools={tools}>
      <div class="presets">
        {(Object.keys(clusterPresets) as (keyof typeof clusterPresets)[]).map((name) => (
          <Chip key={name} onPress={() => panel.moveTo(clusterPresets[name])}>
            {words.cluster.presets[name]}
          </Chip>
        ))}
      </div>
      {cluster.value.is === "opened" ? (
        <p class="note">{words.cluster.opened(cluster.value.name, cluster.value.objects.length)}</p>
      ) : (
        <Pools shape={cluster.value} />
      )}
      <Paste />
    </Section>
  );
}

/** The pools of nodes, each with its values to change, and the storage classes. */
function Pools({ shape }: { readonly shape: Shape }): VNode {
  const panel = usePanel();
  const { words } = panel;
  const { pools, classes = "standard" } = shape;
  const put = (changed: readonly NodePool[]) => panel.moveTo({ ...shape, pools: changed });
  return (
    <>
      {pools.map((pool, i) => (
        <fieldset key={i} class="pool">
          <legend>
            {pool.name}
            <IconButton
              icon="trash"
              name={words.cluster.remove(pool.name)}
              disabled={pools.length === 1}
              onPress={() => put(pools.filter((_, j) => j !== i))}
            />
          </legend>
          <PoolFields pool={pool} number={i + 1} edit={(change) => put(pools.with(i, { ...pool, ...change }))} />
        </fieldset>
      ))}
      <div class="presets">
        <Chip icon="add" onPress={() => put([...pools, { ...pools[0]!, name: `pool${pools.length + 1}` }])}>
          {words.cluster.add}
        </Chip>
        <label class="classes">
          {words.cluster.classes} <input value={classes} onChange={(event) => panel.moveTo({ ...shape, classes: event.currentTarget.value })} />
        </label>
      </div>
    </>
  );
}

interface PoolFieldsProps {
  readonly pool: NodePool;
  readonly number: number;
  readonly edit: (change: Partial<NodePool>) => void;
}

/** What cannot be read is said at its field. */
function PoolFields({ pool, number, edit }: PoolFieldsProps): VNode {
  const { words } = usePanel();
  const faults = faultsOfPool(pool);
  return (
    <div class="pool-fields">
      {fields.map((field) => {
        const fault = faults.find((one) => one.field === field);
        const id = `pool-${number}-${field}`;
        return (
          <label key={field} class={field}>
            <span>{words.cluster.fields[field]}</span>
            <input
              aria-label={`${words.cluster.fields[field]} ${number}`}
              aria-invalid={fault !== undefined}
              aria-describedby={fault && id}
              value={String(pool[field] ?? "")}
              placeholder={field === "conditions" ? nodeConditions[0] : field === "version" ? "v1.36.0" : ""}
              onChange={(event) => {
                const { value } = event.currentTarget;
                edit({ [field]: field === "count" ? Number(value) : value });
              }}
            />
            {fault && (
              <small id={id} class="fault">
                {words.cluster.faults[fault.is]}
              </small>
            )}
          </label>
        );
      })}
    </div>
  );
}

/** Takes what `kubectl` prints of a real cluster: pasted, dropped, or opened from a file. */
function Paste(): VNode {
  const panel = usePanel();
  const { words, host } = panel;
  const fault = useSignal<"not-json" | "no-nodes" | null>(null);
  const take = async (text: string): Promise<void> => {
    if (text.trim() === "") return;
    const cluster = await panel.rehearser.read(text);
    if (!cluster) return;
    fault.value = typeof cluster === "string" ? cluster : null;
    if (typeof cluster !== "string") panel.moveTo(cluster);
  };
  return (
    <div class="paste">
      <textarea
        rows={2}
        aria-label={words.cluster.paste}
        placeholder={words.cluster.paste}
        value=""
        onInput={(event) => void take(event.currentTarget.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void event.dataTransfer?.files[0]?.text().then(take);
        }}
      />
      {!host.isAlone && (
        <>
          <Chip icon="folder-opened" onPress={() => host.send({ is: "openNodes" })}>
            {words.cluster.open}
          </Chip>
          <Chip icon="server-environment" onPress={() => host.send({ is: "useCluster" })}>
            {words.cluster.own}
          </Chip>
        </>
      )}
      {fault.value && (
        <p class="fault" role="alert">
          {words.cluster.faults[fault.value]}
        </p>
      )}
    </div>
  );
}
