import assert from "node:assert/strict";
import { test } from "node:test";
import { type Around, snapshotOf } from "../support/check.ts";
import { fixture } from "../support/marks.ts";
import { hover } from "../../server/features/hover/hover.ts";
import { cronInWords } from "../../server/language/cronInWords.ts";
import { korean } from "../../server/words/korean.ts";
import { inEnglish } from "../../server/words/words.ts";
import { printed, strung } from "../../api/words/sentence.ts";

const monday = Date.UTC(2026, 0, 5);

/** What is shown at the cursor, without Kubernetes' own documentation. */
function shown(source: string, around?: Around): string {
  const { text, cursor } = fixture(source);
  const found = hover(snapshotOf(text, around), cursor, () => undefined, monday);
  return found ? inEnglish(strung(found.paragraphs, "\n\n")) : "";
}

const pod = (field: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  ${field}\n  containers: [{name: web, image: nginx}]\n`;

test("a field: type, default, allowed values, and that it can't be changed", () => {
  assert.equal(
    shown(pod("restart<|>Policy: Never")),
    "**restartPolicy** `string`\n\n- Default: `Always`\n- Allowed: `Always`, `Never`, `OnFailure`\n- Can't be changed after creation.",
  );
});

test("a field of an item of a List", () => {
  assert.match(
    shown("apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    spec: {ty<|>pe: NodePort}\n"),
    /^\*\*type\*\* `string`/,
  );
});

test("only the values that this kind of object may have", () => {
  const job =
    "apiVersion: batch/v1\nkind: Job\nmetadata: {name: tidy}\nspec: {template: {spec: {restart<|>Policy: Always, containers: [{name: a, image: b}]}}}\n";
  assert.match(shown(job), /Allowed: `Never`, `OnFailure`$/m);
});

test("a schedule in words, with its next five runs", () => {
  const cron = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tidy}\nspec:\n  timeZone: Asia/Seoul\n  schedule: 30 9 * * <|>1-5\n";
  const runs = ["Mon 2026-01-05", "Tue 2026-01-06", "Wed 2026-01-07", "Thu 2026-01-08", "Fri 2026-01-09"].map((day) => `- ${day} 09:30`);
  assert.equal(shown(cron).split("\n\n**")[0], `At 09:30 from Monday to Friday.\n\nNext runs (Asia/Seoul):\n${runs.join("\n")}`);
});

test("a schedule in words, the date first where people say it first", () => {
  const schedules: Readonly<Record<string, readonly [string, string]>> = {
    "0 9 30 2 *": ["At 09:00 on day 30 of February.", "2월 30일 09:00에."],
    "0 9 1 * *": ["At 09:00 on day 1 of the month.", "매월 1일 09:00에."],
    "*/5 8-17 * * 1-5": ["Every 5 minutes from 08:00 to 17:59 from Monday to Friday.", "월요일부터 금요일까지 08:00부터 17:59까지 5분마다."],
    "30 6 1 * 0": ["At 06:30 on day 1 of the month or on Sunday.", "매월 1일 또는 일요일 06:30에."],
    "30 6 * 1,7 *": ["At 06:30 in January and July.", "1월, 7월 06:30에."],
  };
  for (const [schedule, words] of Object.entries(schedules))
    assert.deepEqual([inEnglish(cronInWords(schedule)), printed(cronInWords(schedule), korean)], words);
});

test("amounts and durations in plain units", () => {
  const container = (resources: string): string => pod("").replace("image: nginx}", `image: nginx, resources: ${resources}}`);
  assert.match(shown(container("{limits: {memory: 128<|>Mi}}")), /^134,217,728 bytes: 128 MiB\./);
  assert.match(shown(container("{limits: {cpu: 25<|>0m}}")), /^0\.25 CPU: 25% of one\./);
  assert.match(shown(pod("activeDeadlineSeconds: 54<|>00")), /^1 h 30 min/);
});

test("a selector tells whom it selects, a target port which port that is", () => {
  const files = {
    "web.yaml":
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: app, image: nginx, ports: [{name: http, containerPort: 8080}]}]}\n",
  };
  const service =
    "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: w<1>eb}\n  ports: [{port: 80, targetPort: ht<2>tp}]\n";
  assert.match(shown(service.replace("<1>", "<|>").replace("<2>", ""), { files }), /^Selects the pods of `Deployment\/web`\./);
  assert.match(shown(service.replace("<2>", "<|>").replace("<1>", ""), { files }), /^Port `8080` of container `app` in `Deployment\/web`\./);
});

test("a kind: scope, short name and reference; a removed one its successor", () => {
  assert.match(
    shown("apiVersion: apps/v1\nkind: Deploy<|>ment\nmetadata: {name: web}\n"),
    /Namespaced\. Short name: deploy\. Earlier versions: `extensions\/v1beta1` \(removed in 1\.16\)[^]*#deployment-v1-apps/,
  );
  assert.match(
    shown("apiVersion: extensions/v1beta1\nkind: Ingr<|>ess\nmetadata: {name: web}\n"),
    /Removed in Kubernetes 1\.22\. Use networking\.k8s\.io\/v1 instead\./,
  );
});

test("nothing about other people's files", () => assert.equal(shown("services:\n  w<|>eb:\n    image: nginx\n"), ""));

test("an image in its parts, and when it is pulled", () => {
  const image = (name: string): string => shown(pod("").replace("image: nginx}", `image: "${name}"}`)).split("\n\n")[0]!;
  assert.equal(
    image("ng<|>inx"),
    "Image `library/nginx` from `docker.io`, tag latest, since there is no other. Pulled: each time a container starts (Always).",
  );
  assert.equal(
    image("registry.example.com:5000/team/w<|>eb:1.2"),
    "Image `team/web` from `registry.example.com:5000`, tag `1.2`. Pulled: only if the node does not have it (IfNotPresent).",
  );
});

test("a mount: the volume behind it, and what is in that", () => {
  const files = { "config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {app.conf: a, b: c}\n" };
  const mount = pod("volumes: [{name: conf, configMap: {name: settings}}]").replace(
    "image: nginx}",
    "image: nginx, volumeMounts: [{name: co<|>nf, mountPath: /etc/web}]}",
  );
  assert.match(shown(mount, { files }), /^Volume `conf`: ConfigMap `settings`\. It has `app\.conf`, `b`\./);
});

test("a schedule that no day fits", () => {
  const cron = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tidy}\nspec:\n  schedule: 0 0 30 2 <|>*\n";
  assert.match(shown(cron), /Never runs: no day fits this schedule\./);
});

test("what a number means where a text may stand too, and of what holds fields its type", () => {
  const deployment =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  str<1>ategy: {rollingUpdate: {maxS<2>urge: 25%}}\n  sel<3>ector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: nginx}]}\n";
  const at = (mark: string): string => {
    const { text, cursor } = fixture(deployment.replace(mark, "<|>").replaceAll(/<\d>/g, ""));
    const found = hover(snapshotOf(text), cursor, (key) => (key === "DeploymentStrategy" ? "How pods are replaced." : undefined), monday);
    return inEnglish(strung(found!.paragraphs, "\n\n"));
  };
  assert.match(at("<1>"), /`DeploymentStrategy`\n\nHow pods are replaced\.$/);
  assert.match(at("<2>"), /a percentage of replicas, rounded up\.$/);
  assert.match(at("<3>"), /Can't be changed after creation\./);
});
