/** The sentences of findings of rehearsals, in English: a template by code. `{name}` stands for a part. */
export const en = {
  // never completes
  "no-room-on-nodes": "{workload} never completes: no node has room for {count} of its pods ({reasons}).",
  "no-room-for-surge": "{workload} never completes: no node has room for a new pod beside the old ones ({reasons}).",
  "host-port-on-all-nodes": "{workload} never completes: this host port is not free on any node for {count} of its pods ({reasons}).",
  "host-port-taken-by-old": "{workload} never completes: the old pods use this host port until the new ones run ({reasons}).",
  "anti-affinity-too-strict": "{workload} never completes: with this rule, no node fits {count} of its pods ({reasons}).",
  "anti-affinity-keeps-surge-out": "{workload} never completes: this rule keeps a new pod away from every node with an old one ({reasons}).",
  "spread-too-strict": "{workload} never completes: with this spread constraint, no node fits {count} of its pods ({reasons}).",
  "no-node-matches": "{workload} never completes: no node fits {count} of its pods ({reasons}).",
  "volume-in-use": "{workload} never completes: claim {claim} is {mode}, so its pods on different nodes can't share it.",
  "volume-held-by-old": "{workload} never completes: claim {claim} is {mode}, and the old pod uses it until the new one is ready.",
  "quota-full": "{workload} never completes: ResourceQuota {quota} allows {resource} {hard}, {used} is used, and a pod needs {needs}.",
  "quota-full-for-surge":
    "{workload} never completes: the update needs one more pod for a while, but ResourceQuota {quota} allows {resource} {hard}, and {used} is used.",
  "quota-wants-amount": "{workload} gets no pods: ResourceQuota {quota} requires {resource}, which this container does not set.",
  "deadline-before-ready": "The rollout of {workload} fails after {deadline} s: with these probes, a pod is ready after {seconds} s at the earliest.",
  "deadline-passes": "The rollout of {workload} fails after {deadline} s: its pods are not ready by then.",
  "first-probe": "The first readiness check comes after this delay",
  "old-pod-blocks-update":
    "{workload} never completes: it waits for {pod}, which has the old template and is never ready. Delete {pod} after the apply.",
  "partition-above-replicas": "No pod of {workload} gets the new template: partition {partition} keeps all {replicas} pods as they are.",
  "waits-for-delete": "No pod of {workload} gets the new template until it is deleted: the strategy is OnDelete.",
  "runs-on-no-node": "{workload} runs on no node: none of {nodes} {nodes:node|nodes} fits its pods.",
  "rollout-paused": "{workload} starts no pod of its new template: it is paused.",
  "never-ready": "{workload} never completes: the probe of container {container} never succeeds.",
  "nothing-listens": "{workload} never completes: the probe checks port {port}, but container {container} listens on no port.",
  "probes-wrong-port": "{workload} never completes: the probe checks port {port}, but container {container} listens on {listens}.",
  "probes-wrong-path": "{workload} never completes: container {container} answers {path} with {status}.",
  "container-keeps-ending": "{workload} never completes: container {container} exits with code {code} after {seconds} s, again and again.",
  "container-ends-later": "Container {container} of {workload} exits with code {code} after {seconds} s, again and again.",
  "command-missing-here": "{workload} never completes: the image of container {container} does not have this command.",
  "port-not-named": "Port {port} of {service} leads nowhere: no container of its pods has a port named {target}.",
  "port-not-open": "Port {port} of {service} leads nowhere: nothing in its pods listens on port {target}.",
  "port-elsewhere": "Port {port} of {service} leads nowhere: nothing in its pods listens on port {target}, only on {open}.",
  "port-taken-in-pod": "{workload} never completes: container {container} can't listen on port {port}, which {holder} in the same pod uses.",
  "holds-port": "Container {holder} uses port {port}",
  "init-never-ends": "{workload} never completes: init container {container} never exits, and the other containers wait for it.",
  "liveness-kills-start":
    "{workload} never completes: container {container} listens after {starts} s, but its liveness probe kills it after {seconds} s.",
  "startup-kills-start":
    "{workload} never completes: container {container} listens after {starts} s, but its startup probe kills it after {seconds} s.",
  "probe-kills-later": "{workload} keeps restarting: the probe of container {container} checks this, which fails after {from} s.",
  "probe-always-kills": "{workload} keeps restarting: this probe of container {container} never succeeds and kills it after {seconds} s.",
  "key-missing": "{workload} never completes: {config} has no key {key}.",
  "config-missing": "{workload} never completes: there is no {config}.",
  "claim-missing": "{workload} never completes: there is no PersistentVolumeClaim {claim}.",
  "claim-unbound": "{workload} never completes: claim {claim} gets no volume of storage class {class}.",
  "job-deadline": "{workload} fails: its pods are still running at its deadline, after {seconds} s.",
  "job-fails":
    "{workload} fails with {done} of {completions} done: container {container} exits with code {code}, and only {limit} {limit:retry is|retries are} allowed.",
  "job-runs-on": "{workload} never completes: container {container} never exits.",
  "others-end": "The other containers of the pod exit",
  "schedule-never-fires": "{workload} never runs: no day matches {schedule}.",
  "cron-suspended": "{workload} never runs: it is suspended.",
  "starting-deadline-too-short":
    "{workload} may never run: a run may start at most {seconds} s late, but Kubernetes checks schedules every {lateness} s.",
  "never-completes": "{workload} never completes: {because}.",
  "image-refused": "{workload} never completes: container {container} can't start. {message}",
  "waits-for-host": "{workload} never completes: container {container} waits for {host}.",
  "pods-refused": "{workload} never completes: its pods are refused. {message}",
  "apply-refused": "{object} can't be applied: {message}",

  // completes, but hurts
  "scaled-to-nothing": "{workload} has no pods after this change.",
  "down-from-then-on": "{workload} has no ready pod from {time} on.",
  "down-for-a-time": "{workload} has no ready pod for {time}.",
  "down-behind-service": "{service} has no endpoints for {time}: all pods of {workload} are replaced at once.",
  "its-service": "The Service that sends requests to them",
  "service-without-pods": "{service} has no endpoints from {time} on: its selector no longer matches the labels of the pods.",
  "service-without-pods-for": "{service} has no endpoints for {time}: no ready pod has the labels of its selector.",
  "traffic-before-start":
    "{service} sends requests to new pods of {workload} up to {seconds} s before container {container} listens: there is no readiness probe.",
  "readiness-removed":
    "{service} sends requests to new pods of {workload} as soon as they run: container {container} no longer has a readiness probe.",
  "hook-longer-than-grace":
    "Pods of {workload} are killed: the preStop hook of container {container} takes {hook} s, but the grace period is {grace} s.",
  "stop-longer-than-grace":
    "Pods of {workload} are killed: container {container} needs {needs} s to stop (preStop hook {hook} s), but the grace period is {grace} s.",
  "the-hook": "The preStop hook",
  "peak-over-quota": "The update of {workload} can't create as many pods at a time as it should: ResourceQuota {quota} allows {resource} {hard}.",
  "one-zone": "All {pods} pods of {workload} run in {zone}, one of {zones} zones.",
  "runs-overlap": "Runs of {workload} overlap: a run takes {takes}, but the next one starts after {gap}.",
  "runs-replace": "No run of {workload} completes: a run takes {takes}, but the next one replaces it after {gap}.",
  "history-unbounded": "{workload} keeps {limit} old objects.",
  "unavailable-rounds-up":
    "{workload} takes one pod down at a time: {maxUnavailable} of {replicas} rounds down to 0, and without surge Kubernetes uses 1.",
  "liveness-before-readiness":
    "The liveness probe may kill container {container} of {workload} after {ends} s, before the first readiness check ({asks} s).",

  // disruption
  "drain-never-ends": "{budget} allows no evictions: {needs} of {pods} pods must stay. Draining a node never ends.",
  "its-pods": "The pods of the budget",
  "budget-lets-all-go": "{budget} protects nothing: it allows all {pods} of its pods to be evicted at once.",
  "budget-without-pods": "{budget} protects nothing: it does not select the pods of {workload}, or any others.",
  "budget-against-autoscaler": "{budget} allows no evictions while {autoscaler} runs its minimum of {least}: draining a node then never ends.",

  // autoscaling
  "autoscaler-resets-replicas": "Each apply sets {workload} to {replicas} replicas, and {autoscaler} sets it back to between {min} and {max}.",
  "replicas-outside": "{autoscaler} changes these {replicas} replicas of {workload} at once: its range is {min} to {max}.",
  "its-autoscaler": "The autoscaler",
  "autoscaler-cannot-measure": "{autoscaler} never scales: container {container} of {workload} has no {resource} request to take a percentage of.",
  "autoscaler-without-target": "{autoscaler} never scales: there is no {target}.",
  "autoscaler-at-maximum": "{autoscaler} can't reach its target: the load in the scenario needs more than {max} replicas.",
  "autoscaler-cannot-scale": "{autoscaler} never scales: its minimum and maximum are both {max}.",
  "autoscaler-flaps": "{autoscaler} changes direction {turns} times with the load in the scenario.",
  "autoscaler-does-not-wait": "{autoscaler} scales down as soon as the load drops for a moment.",

  // what the edit does
  "keeps-old-config": "{config} restarts nothing: pods of {workload} keep the old values until they are replaced.",

  // what is assumed
  "assumed-cluster": "a cluster of three nodes with 2 CPU and 4Gi each, since none is chosen",
  "assumed-attached": "volumes that can be attached to only one node",
  "assumed-image": "what {image} does in container {container}",
  "assumed-process": "what container {container} does",
  "assumed-command": "what a part of the command of container {container} does",
  "assumed-start": "how long the processes take to start",
  "assumed-slow": "a process that needs the {seconds} s that readiness waits",
  "assumed-slow-start": "a process that takes a while to start",
  "assumed-absent": "a cluster without {config}",
  "assumed-classes": "the storage classes of the cluster",
  "assumed-meant": "that {workload} is meant",
  "assumed-load": "a load that varies",
  "assumed-processes": "what the processes do",
  assuming: "{finding} Assumed: {assumed}.",

  // what can be done
  "fix-value": "{field} {value}",
  "fix-remove": "without {field}",
  "fix-former": "{field} as before",
  "fix-strategy": "maxSurge {maxSurge}, maxUnavailable {maxUnavailable}",
  "fix-recreate": "strategy Recreate",
  "fix-several": "{fixes}",
  "fix-preferred": "prefer this rule instead of requiring it",
  "fix-tolerate": "tolerate {taint}",
  "fix-startup-probe": "a startup probe of {seconds} s",
  "fix-readiness-probe": "a readiness probe on port {port}",
  "fix-spread": "spread across zones where possible",
  "fix-checksum": "a checksum annotation that replaces the pods",
  "fix-title": "{fix}: {result}",
  "fixed-completes": "completes in {time}",
  "fixed-completes-floor": "completes in {time}, never fewer than {least} of {wants}",
  "fixed-runs": "rehearsed",

  // what the edit does, in a lens
  "replaces-pods": "replaces {count} {count:pod|pods}, {pace}, about {time}",
  "one-at-a-time": "one at a time",
  "some-at-a-time": "up to {count} at a time",
  "all-at-once": "all at once",
  "starts-pods": "starts {count} {count:pod|pods}, about {time}",
  "scales-pods": "{from} → {to} pods, about {time}",
  "restarts-nothing": "restarts nothing",
  "restarts-nothing-config": "restarts nothing: pods keep the old {kind} until they are replaced",
  "cannot-apply": "cannot be applied: {field} is immutable",
  "edit-never-completes": "never completes",

  // the verdict
  "verdict-completes": "Completes in {time}.",
  "verdict-hurts": "Completes in {time}, with trouble: {finding}",
  "verdict-never": "{finding}",

  // times
  "lasts-seconds": "{seconds} s",
  "lasts-minutes": "{minutes} min",
  "lasts-minutes-seconds": "{minutes} min {seconds} s",
  "lasts-hours": "{hours} h",
  "lasts-hours-minutes": "{hours} h {minutes} min",
  "for-ever": "forever",
} as const;
