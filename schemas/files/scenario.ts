import { atLeast, described, either, integer, list, named, oneField, pattern, record, text } from "./schema.ts";
import { planned, verbsAndFaults } from "./step.ts";

/** Nodes that are alike but for their names and zones. */
export const pool = named("pool", record({ name: text, count: atLeast(0, integer), cpu: text, memory: text, pods: text, zones: text, taints: text }));

const time = described(
  "When it happens, from the start of the rehearsal: such as 30s or 1m30s.",
  either(atLeast(0), pattern("^(\\d+(\\.\\d+)?(ms|s|m|h))+$", "1m30s")),
);

/** The scenario beside a manifest: `web.yaml` has `web.rehearsal.yaml`. */
export const scenario = record(
  {},
  {
    cluster: described("The nodes to rehearse on.", record({ pools: described("Nodes that are alike, but for their names and zones.", list(pool)) })),
    steps: described("What happens while the rollout goes on, each step at its time.", list(oneField(verbsAndFaults, { at: time }))),
  },
);

/** The file that earlier versions wrote, `web.rehearsal.json`: a list of steps. */
export const script = list(planned);
