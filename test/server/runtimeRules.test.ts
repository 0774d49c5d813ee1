/** Mistakes that the API server accepts and that go wrong only where the object runs: each is marked, and its repair takes the mark away. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { quickFixes } from "../../server/features/codeActions.ts";
import { withEdits } from "../../server/repairs/edits.ts";
import { inEnglish } from "../../server/words/words.ts";
import { type Around, check, snapshotOf } from "../support/check.ts";
import { fixture } from "../support/marks.ts";

/** Only the findings of one rule are looked at. */
const only = (code: string, source: string, around?: Around): void => check(source, around, [code]);

/** A pod whose container has some more lines. */
const pod = (lines: string, more = ""): string => `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: nginx:1.29
${lines}
${more}`;

/** What the first repair of a text with one finding makes of the lines behind the image. */
function repaired(source: string, around?: Around): string {
  const { text } = fixture(source);
  const snapshot = snapshotOf(text, around);
  const fix = quickFixes(snapshot, 0, text.length).find(({ title }) => !/^(?:Ignore|Add (?:requests|limits))/.test(inEnglish(title)));
  assert.ok(fix, "no repair");
  return withEdits(text, fix.edits);
}

test("a command line is no name of a program", () => {
  const mistaken = pod(`      command: ["python app.py --port 80"]
#               ^^^^^^^^^^^^^^^^^^^^^^^^^ command-in-one-word: Kubernetes runs no shell here and would look for a program named "python app.py --port 80"
      livenessProbe: {exec: {command: ["curl -f localhost"]}}
#                                      ^^^^^^^^^^^^^^^^^^^ command-in-one-word: `);
  only("command-in-one-word", mistaken);
  only(
    "command-in-one-word",
    pod(`      command: [/opt/My Shop/bin/start, "two words"]\n      lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}`),
  );
  assert.match(repaired(mistaken), /command:\n +- python\n +- app.py\n +- "--port"\n +- "80"\n/);
});

test("a shell that is given a command in several items runs the first alone", () => {
  const mistaken = pod(`      command: [sh, -c]
      args: [echo, hello]
#                  ^^^^^ shell-ignores-arguments: sh -c runs only echo`);
  only("shell-ignores-arguments", mistaken);
  only("shell-ignores-arguments", pod(`      command: [/bin/bash, -c, --]\n      args: ["while true; do sleep 30; done"]`));
  only("shell-ignores-arguments", pod(`      command: [sh, -c, 'exec "$@"', --, nginx]`));
  assert.match(repaired(mistaken), /command:\n +- sh\n +- "-c"\n +- echo hello\n/);
});

test("a variable refers to one that is defined below", () => {
  const mistaken = pod(`      env:
        - name: URL
          value: http://$(HOST)/
#         ^^^^^ env-defined-later: $(HOST) is not replaced
        - name: HOST
          value: shop`);
  only("env-defined-later", mistaken);
  only("env-defined-later", pod(`      env: [{name: A, value: $$(B)}, {name: B, value: $(A)}]`));
  assert.match(repaired(mistaken), /- name: HOST\n +value: shop\n.*- name: URL/s);
});

test("a ConfigMap is mounted where its file should be", () => {
  const files = { "settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {nginx.conf: ''}\n" };
  const volume = "  volumes: [{name: settings, configMap: {name: settings}}]";
  const mistaken = pod(
    `      volumeMounts:
        - name: settings
          mountPath: /etc/nginx/nginx.conf
#                    ^^^^^^^^^^^^^^^^^^^^^ file-mounted-as-folder: /etc/nginx/nginx.conf becomes a folder`,
    volume,
  );
  only("file-mounted-as-folder", mistaken, { files });
  only("file-mounted-as-folder", pod("      volumeMounts: [{name: settings, mountPath: /etc/nginx/conf.d}]", volume), { files });
  assert.match(repaired(mistaken, { files }), /nginx\.conf\n +subPath: nginx\.conf/);
});

test("root where root is refused", () => {
  const mistaken = pod(
    `      securityContext:
        runAsUser: 0
#                  ^ root-against-non-root: The user 0 is root`,
    "  securityContext: {runAsNonRoot: true}",
  );
  only("root-against-non-root", mistaken);
  only("root-against-non-root", pod("      securityContext: {runAsUser: 0, runAsNonRoot: false}", "  securityContext: {runAsNonRoot: true}"));
  assert.doesNotMatch(repaired(mistaken), /runAsUser/);
});

test("a Secret's text has the newline of the command that encoded it", () => {
  const secret = (data: string, type = "Opaque"): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: shop}\ntype: ${type}\ndata:\n${data}`;
  const mistaken = secret(`  password: c2VjcmV0Cg==
#           ^^^^^^^^^^^^ secret-ends-in-newline: The value of password ends in a newline
  token: c2VjcmV0\n`);
  only("secret-ends-in-newline", mistaken);
  only("secret-ends-in-newline", secret("  notes.txt: c2VjcmV0Cg==\n"));
  only("secret-ends-in-newline", secret("  ssh-privatekey: c2VjcmV0Cg==\n", "kubernetes.io/ssh-auth"));
  assert.match(repaired(mistaken), /password: c2VjcmV0\n/);
});

test("a schedule that runs every minute of an hour, or whose step is too long", () => {
  const job = (schedule: string, mark = ""): string => `
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: ${schedule}
${mark}
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: report, image: "report:1"}]}}}}
`;
  const mistaken = job('"* 2 * * *"', "#           ^^^^^^^^^^^ unlikely-schedule: Did you mean 0 2 * * *?");
  only("unlikely-schedule", mistaken);
  only("unlikely-schedule", job('"*/90 * * * *"', "#           ^^^^^^^^^^^^^^ unlikely-schedule: */90 does not mean every 90 minutes"));
  for (const fine of ["0 2 * * *", "* * * * *", "*/15 2 * * *", "* 9-17 * * *", "*/60 * * * *"]) only("unlikely-schedule", job(`"${fine}"`));
  assert.match(repaired(mistaken), /schedule: "0 2 \* \* \*"/);
});

test("a policy lets pods reach others, but not ask for their names", () => {
  const policy = (rules: string, mark = ""): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: ${rules}
${mark}
`;
  const toShop = "{to: [{podSelector: {matchLabels: {app: shop}}}]}";
  only("egress-without-dns", policy(`[${toShop}]`, "# ^^^^^^ egress-without-dns: This policy allows no DNS"));
  for (const fine of [
    `[${toShop}, {ports: [{port: 53, protocol: UDP}]}]`,
    "[]",
    "[{}]",
    "[{ports: [{port: 6443}]}]",
    "[{to: [{namespaceSelector: {}}]}]",
  ])
    only("egress-without-dns", policy(fine));
  const names = policy("[{ports: [{port: 53, protocol: UDP}]}]").replace("name: shop", "name: names");
  only("egress-without-dns", policy(`[${toShop}]`), { files: { "names.yaml": names } });
});
