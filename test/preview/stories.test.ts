import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Planned } from "../../client/preview/host/messages.ts";
import { shop } from "./fixtures/shop.ts";
import { closeBrowser } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";
import { rows, watch } from "./support/watching.ts";

/** Twelve stories told as a user sees them: the headline, the first lane, and rows of the steps. */

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");

interface Told {
  readonly before?: string;
  readonly after: string;
  readonly script?: readonly Planned[];
  readonly headline: RegExp;
  /** The first lane of the overview, where there are several workloads. */
  readonly lane?: RegExp;
  /** Each is in one of the rows, or among what else is said under the headline. */
  readonly rows?: readonly RegExp[];
  readonly findings?: readonly RegExp[];
}

after(closeBrowser);

function story(name: string, { before = "", after: text, script = [], headline, lane, rows: wanted = [], findings = [] }: Told): void {
  test(name, async () => {
    const open = await watch(rehearsalOf(before, text, { scenario: { steps: script } }));
    const said = (await open.page.locator(".verdict .sentence h1").innerText()).trim();
    const lanes = await open.page.locator(".overview-lane").allInnerTexts();
    const seen = await rows(open);
    const more = await open.page.locator(".findings li").allInnerTexts();
    if (process.env["TELL"]) console.log([name, said, lanes[0]?.replaceAll("\n", " "), ...seen.slice(0, 12), ...more].join("\n    "));
    assert.match(said, headline);
    if (lane) assert.match(lanes[0] ?? "", lane);
    for (const row of wanted)
      assert.ok(
        seen.some((one) => row.test(one)),
        `no row ${row} among\n${seen.join("\n")}`,
      );
    for (const finding of findings)
      assert.ok(
        more.some((one) => finding.test(one)),
        `nothing says ${finding} among\n${more.join("\n")}`,
      );
    await open.close();
  });
}

const recreate = (text: string) => text.replace(/strategy:[\s\S]*?maxUnavailable: 0\n/, "strategy: { type: Recreate }\n");

story("Recreate: nobody answers while the old pods are gone", {
  before: recreate(web),
  after: recreate(newer),
  headline: /^Deployment web is down for \d+ s$/,
  rows: [/scale old 3 → 0/, /start new at 3/],
  findings: [/Service web has no endpoints for \d+ s/],
});

const claim = (size: string, mode = "ReadWriteOnce") =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [${mode}], resources: { requests: { storage: ${size} } } }\n---\n`;

story("a claim whose change is refused does not keep the rest", {
  before: claim("1Gi") + web,
  after: claim("1Gi", "ReadWriteMany") + newer,
  headline: /^Fails: 1 of 3 objects refused: .*data.*spec/s,
  rows: [/kubectl apply \| 3 objects: 1 changed, 1 unchanged, 1 refused/],
});

story("a Job that fails", {
  after:
    "apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec:\n  backoffLimit: 1\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{ name: main, image: busybox, command: [sh, -c, 'exit 3'] }]\n",
  headline: /^Job migrate fails: 0 of 1 done, main exits with code 3, backoff limit 1 reached$/,
  rows: [/crashes \| main exits with code 3/, /migrate fails \| 2 failures exceed the backoff limit of 1/],
});

story("a Secret that is missing", {
  before: web,
  after: newer.replace("ports:", "envFrom: [{ secretRef: { name: web-keys } }]\n          ports:"),
  headline: /^Never completes: .*secret "web-keys" not found/,
});

const coloured = (colour: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web-${colour} }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: web, colour: ${colour} } }\n  template:\n    metadata: { labels: { app: web, colour: ${colour} } }\n    spec: { containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 80 }] }] }\n`;
const service = (selector: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: ${selector}, ports: [{ port: 80 }] }\n`;
const blueGreen = (colour: string) => [coloured("blue"), coloured("green"), service(`{ app: web, colour: ${colour} }`)].join("---\n");

story("a Service switched from blue to green is a row", {
  before: blueGreen("blue"),
  after: blueGreen("green"),
  headline: /^Completes in \d+ s$/,
  rows: [/kubectl apply service\/web \| .*colour.*blue → green/],
});

story("a selector that matches nothing", {
  before: web,
  after: web.replace(/(kind: Service[\s\S]*?app: )web/, "$1shop"),
  headline: /Service web selects no pod|Service web has no endpoints/,
});

const budget =
  "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 3, selector: { matchLabels: { app: web } } }\n";

story("a drain that a budget blocks", {
  before: web + budget,
  after: web + budget,
  script: [
    { at: 1000, step: { patch: { kind: "Node", name: "node-a", patch: { spec: { unschedulable: true } } } } },
    { at: 1000, step: { evict: { node: "node-a", pick: "all" } } },
  ],
  headline: /^The drain of node-a never ends: PodDisruptionBudget web keeps 1 pod$/,
  rows: [/kubectl cordon node-a/, /kubectl drain node-a/],
});

const quota = "apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: small }\nspec: { hard: { pods: '2' } }\n---\n";

story("a quota that leaves no room", {
  after: quota + web,
  headline: /^Never completes: .*quota/,
});

story("host ports on too few nodes", {
  after: web.replace("replicas: 3", "replicas: 4").replace("containerPort: 80", "containerPort: 80\n              hostPort: 80"),
  headline: /^Never completes: no node for 1 pod$/,
});

const pod = (more: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: alone }\nspec: { ${more} }\n`;

story("a pod by hand that runs on is ready, not complete", {
  after: pod("containers: [{ name: web, image: nginx }]"),
  headline: /^Ready in \d+ s$/,
});

story("a pod by hand that does its work completes", {
  after: pod("restartPolicy: Never, containers: [{ name: work, image: busybox, command: [sleep, '3'] }]"),
  headline: /^Completes in \d+ s$/,
});

story("a nightly CronJob is watched until it has run", {
  after:
    "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: nightly }\nspec:\n  schedule: '0 3 * * *'\n  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: 'registry.example/report:1' }] } } } }\n",
  headline: /^No problems in the first 18 h/,
  rows: [/create job nightly-\d+/],
});

const autoscaler = `---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  minReplicas: 3\n  maxReplicas: 6\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]\n`;

story("an autoscaler under load", {
  before: web + autoscaler,
  after: web + autoscaler,
  script: [{ at: 5000, step: { metrics: { web: { cpu: { total: 750 } } } } }],
  headline: /^Completes in/,
  rows: [/load on web: 750m of CPU/, /scale .* 3 → 6/],
});

story("twelve workloads: what changed opens, the one in trouble comes first", {
  before: shop("1"),
  after: shop("1", { cart: "2", payment: "2" }).replace(
    "image: registry.example/checkout:1",
    "image: registry.example/checkout:2\n          envFrom: [{ secretRef: { name: keys } }]",
  ),
  headline: /^Deployment checkout never completes: .*secret "keys" not found/,
  lane: /^checkout\s+Deployment\s+Fails/,
  rows: [/kubectl apply \| 24 objects: 3 changed, 21 unchanged/],
});
