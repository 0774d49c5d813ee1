/** What a verdict says, in English: a template by code. `{name}` stands for a part. */
export const en = {
  // states
  "state-works": "Works",
  "state-suffers": "Works, with trouble",
  "state-fails": "Fails",
  "state-unfinished": "Not finished",

  // what is wrong
  refused: "{refused} of {of} {of:object|objects} refused: {message}",
  "refused-too": "refused: {message}",
  "step-refused": "refused after {time}: {message}",
  "steps-refused": "refused {count} times, first after {time}: {message}",
  "drain-blocked": "the drain of {node} never ends: PodDisruptionBudget {budget} keeps {pods} {pods:pod|pods}",
  "job-fails": "{job} fails: {done} of {completions} done, {because}",
  "backoff-limit": "backoff limit {limit} reached",
  "ends-with-code": "{container} ends with code {code}",
  "took-too-long": "its deadline of {seconds} s has passed",
  "job-policy-ends": "its failure policy ends it",
  "too-many-failed-indexes": "too many indexes failed",
  "pod-fails": "{pod} fails: {because}",
  "never-completes": "{workload} never completes: {because}",
  "still-going": "{workload} is still going after {time}",
  "not-yet-run": "{workload} has not run yet",
  "runs-nowhere": "{workload} runs on no node: none of {nodes} takes it",
  "down-for": "{workload} is down for {time}",
  "down-since": "{workload} is down from {time} on",
  "no-endpoints-for": "{service} has no endpoints for {time}",
  "no-endpoints-since": "{service} has no endpoints from {time} on",
  "never-endpoints": "{service} never has an endpoint",
  "selects-nothing": "{service} selects no pod",
  crashes: "pods of {workload} keep ending: {restarts} {restarts:restart|restarts} in {time}",
  "below-floor": "{workload} has only {ready} of {wants} pods ready for a time, where {floor} must stay",
  "gives-up": "kubectl rollout status of {workload} fails after {time}",
  "keeps-old-template": "{workload} replaces no pods: {pods} {pods:pod keeps|pods keep} the old template until somebody deletes them",
  "left-one": "{object} is no longer in the file and keeps running",
  "left-behind": "{count} objects are no longer in the file and keep running: {objects}",
  "keeps-old-config": "{config} restarts nothing: pods of {workload} keep the old values",

  "and-more": "{first} and {more} more",

  // what is assumed
  "assumed-class": "storage class {class} is assumed to provide {claims}",
  "assumed-kind": "{object} is of a kind that this cluster does not know: it is passed over",
  "files-follow": "the files of {config} are new in {pods} {pods:pod|pods} after {seconds} s, in a cluster after up to 90 s",
  "files-follow-only":
    "the files of {config} are new in {pods} {pods:pod|pods} after {seconds} s, in a cluster after up to 90 s; what was read into the environment, or mounted by subPath, stays as it was",
  "no-load": "{autoscaler} has nothing to do: no load is stated",
  "no-loads": "{count} autoscalers have nothing to do: no load is stated",

  // what changed
  "edit-image": "image {from} → {to}",
  "edit-replicas": "replicas {from} → {to}",
  "edit-request": "{resource} request {from} → {to}",
  "edit-limit": "{resource} limit {from} → {to}",
  "edit-selector": "selector {key} {from} → {to}",
  "edit-changed": "{field} {from} → {to}",
  "edit-set": "{field} is now {to}",
  "edit-added": "{field} added",
  "edit-removed": "{field} removed",
  "edit-replaced": "{field} changed",
  edits: "{edits}",
  "edits-more": "{edits} and {more} more",

  // steps that no command stands for
  "step-no-image": "the image of {of} cannot be pulled",
  "step-image": "the image of {of} can be pulled again",
  "step-node-lost": "lose node {node}",
  "step-node-fails": "node {node} stops answering",
  "step-node-unreachable": "node {node} is noticed to be unreachable",
  "step-node-added": "add node {node}",
  "step-loads": "{loads}",
  "step-load": "load on {of}: {cpu}m of CPU",
  "step-load-each": "load on {of}: {cpu}m of CPU for each pod",
  "step-load-other": "load on {of}: {amounts}",

  // times
  seconds: "{seconds} s",
  minutes: "{minutes} min",
  "minutes-seconds": "{minutes} min {seconds} s",
  hours: "{hours} h",
  "hours-minutes": "{hours} h {minutes} min",
} as const;
