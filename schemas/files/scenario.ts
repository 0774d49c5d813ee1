import { atLeast, choice, described, either, exactly, integer, list, named, oneField, pattern, record, text } from "./schema.ts";
import { planned, verbsAndFaults } from "./step.ts";

/** Nodes that are alike but for their names and zones. */
export const pool = named(
  "pool",
  record(
    { name: text, count: atLeast(0, integer), cpu: text, memory: text, pods: text, zones: text, taints: text },
    { labels: text, conditions: text, version: text },
  ),
);

const time = described(
  "When it happens, from the start of the rehearsal: such as 30s or 1m30s.",
  either(atLeast(0), pattern("^(\\d+(\\.\\d+)?(ms|s|m|h))+$", "1m30s")),
);

/** The scenario beside a manifest: `web.yaml` has `web.rehearsal.yaml`. */
export const scenario = record(
  {},
  {
    cluster: described(
      "The nodes to rehearse on.",
      record(
        { pools: described("Nodes that are alike, but for their names and zones.", list(pool)) },
        { classes: described("Storage classes, separated by commas; the first is the default.", text) },
      ),
    ),
    apply: described(
      "How the manifests are applied, where that is not by kubectl apply alone.",
      record(
        {},
        {
          side: described("Who merges: server is kubectl apply --server-side.", choice("client", "server")),
          prune: described("Deletes what has left the file, as kubectl apply --prune does.", exactly(true)),
        },
      ),
    ),
    steps: described("What happens while the rollout goes on, each step at its time.", list(oneField(verbsAndFaults, { at: time }))),
  },
);

/** The file that earlier versions wrote, `web.rehearsal.json`: a list of steps. */
export const script = list(planned);
