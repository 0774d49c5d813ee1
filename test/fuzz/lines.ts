import assert from "node:assert/strict";
import fc from "fast-check";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { complete } from "../../kubectl/complete/complete.ts";
import { Console } from "../../kubectl/rehearsal/console.ts";
import { clusterAt } from "../../kubectl/rehearsal/recorded.ts";
import { commands } from "../../kubectl/verbs/commands.ts";
import { statefulSet } from "../support/rollouts.ts";
import { deployment, node } from "../support/simulations.ts";
import { fuzzer } from "./fuzzer.ts";
import { accepted, hostileNames } from "./values/objects.ts";
import { texts } from "./values/texts.ts";

/** Beside the two that are named below, an object of every kind that is accepted. */
const after = [deployment(1, { replicas: 2 }), statefulSet("db", 1, { replicas: 1 }), ...new Map(accepted.map((one) => [one["kind"], one])).values()];
const trace = simulate({ cluster: [node("n1"), node("n2")], before: [], after, script: [], syncs: 3000, lasts: 60_000 });
const kinds = [...new Set(trace.versions.flatMap(({ object }) => (object ? [object.kind.toLowerCase()] : [])))];
const named = [...new Set(trace.versions.map(({ key }) => key))]
  .map((key) => key.split("/"))
  .map(([kind, , name]) => `${kind!.toLowerCase()}/${name}`);
const pod = clusterAt(trace, trace.to).store.list("Pod")[0]!.metadata.name;

const verbs = commands.flatMap((command) =>
  "verbs" in command
    ? command.verbs.map((verb) => ({ words: [command.name, verb.name], flags: verb.flags }))
    : [{ words: [command.name], flags: command.flags }],
);
const word = fc.oneof(
  fc.constantFrom(
    "deploy",
    "web",
    "deploy/web",
    "sts/db",
    "db-0",
    pod,
    `pod/${pod}`,
    "pods",
    "nodes",
    "n1",
    "all",
    "-A",
    "-w",
    "--",
    "-",
    "--dry-run=client",
  ),
  fc.constantFrom(
    "-o",
    "yaml",
    "json",
    "wide",
    "name",
    "jsonpath={.items[*].metadata.name}",
    "go-template={{range .items}}",
    "custom-columns=A:.a",
    "{",
  ),
  fc.constantFrom(
    "-f",
    "web.yaml",
    "-l",
    "app=web",
    "a in (b",
    "--for=condition=Available",
    "5s",
    "-1",
    "99999999999",
    "sh",
    "-c",
    "echo $HOSTNAME | grep x",
  ),
  fc.constantFrom(...kinds),
  fc.constantFrom(...named),
  fc.constantFrom(...hostileNames),
  fc.string({ unit: "grapheme", maxLength: 10 }),
);
/** What is printed of objects, in the languages that a person may ask in. */
const output = fc.constantFrom(
  ...["wide", "yaml", "json", "name", "jsonpath-as-json={.items}", "jsonpath={range .items[*]}{.metadata.name}{'\\n'}{end}"],
  ...[
    "jsonpath={.items[?(@.metadata.name=='web')].spec}",
    "jsonpath={..image}",
    "jsonpath={.items[0:2].kind} {.items[-1:]}",
    "jsonpath={.a[?(@.b>1)]}",
  ],
  ...[
    "go-template={{range .items}}{{.metadata.name}} {{end}}",
    "go-template={{len .items}}{{if eq .kind `List`}}x{{else}}{{printf `%v` .kind}}{{end}}",
  ],
  ...["go-template={{with .spec}}{{index .template.spec.containers 0}}{{end}}", "custom-columns=A:.metadata.name,B:.spec.containers[*].image"],
);
/** What a shell in a container is asked to do. */
const shell = fc.constantFrom(
  ...[
    "ls -la / | head -3",
    "echo $(hostname) > /tmp/a; cat /tmp/a",
    "for i in 1 2 3; do echo $i; done",
    "if [ -f /etc/hosts ]; then echo y; else echo n; fi",
  ],
  ...[
    "wget -qO- http://web",
    "curl -s -o /dev/null -w '%{http_code}' web:80/a",
    "nslookup db",
    "env | sort | grep -c A",
    "while read x; do echo $x; done < /etc/hosts",
  ],
  ...[
    "a=1; echo ${a:-2} ${b:-3} ${#a}",
    "f() { echo $1; }; f x",
    "sed s/a/b/ /etc/hosts | cut -d. -f1 | tr a-z A-Z",
    "printf '%s\\n' a b | wc -l && exit 3",
    "true || false; echo $?",
  ],
  ...[
    "ping -c 1 db-0.db",
    "nc -zv web 80",
    "ps aux; kill 1; sleep 1; date; df -h",
    "case $A in a*) echo 1;; *) echo 2;; esac",
    "echo 'x' | base64 | md5sum",
    "cat <<E\na\nE",
  ],
);
const asked = fc.oneof(
  fc.tuple(fc.constantFrom("get", "describe"), fc.oneof(fc.constantFrom(...kinds), fc.constantFrom(...named))).map((words) => words.join(" ")),
  fc.tuple(fc.constantFrom("pods", "deploy/web", "all", ...kinds), output).map(([what, how]) => `get ${what} -o "${how}"`),
  fc
    .tuple(fc.constantFrom(pod, "db-0", "deploy/web"), shell)
    .map(([where, script]) => `exec ${where} -- sh -c "${script.replaceAll(/[$`"\\]/g, "\\$&")}"`),
  fc
    .constantFrom(...named)
    .chain((name) => fc.constantFrom(`delete ${name}`, `explain ${name}`, `label ${name} a=b`, `get ${name} -o yaml`, `edit ${name}`)),
);
const quoted = word.map((text) => (/[\s'"|;&$<>(){}]/.test(text) ? `'${text.replaceAll("'", "")}'` : text));
const command = fc.constantFrom(...verbs).chain(({ words, flags }) => {
  const flag = flags.length === 0 ? word : fc.constantFrom(...flags).chain(({ name }) => fc.constantFrom(`--${name}`, `--${name}=1`, `--${name}=x`));
  return fc.array(fc.oneof({ weight: 3, arbitrary: quoted }, flag), { maxLength: 7 }).map((rest) => [...words, ...rest].join(" "));
});
const line = fc.oneof(
  { weight: 5, arbitrary: command },
  { weight: 5, arbitrary: asked },
  fc.array(quoted, { maxLength: 6 }).map((words) => words.join(" ")),
  fc.string({ unit: "grapheme" }),
);

/** Lines of kubectl at any time, with any file beside them: each has an answer or an error, and can be completed at any place. */
export const lines = fuzzer("lines", 400, fc.tuple(line, fc.double({ min: 0, max: 1, noNaN: true }), texts), ([typed, share, file]) => {
  const at = trace.from + Math.round(share * (trace.to - trace.from));
  const { code, stdout, stderr } = new Console(trace).run(typed, at, { "web.yaml": file }, {});
  assert.ok(Number.isInteger(code) && code >= 0, `code ${code}`);
  assert.ok(code === 0 || stderr !== "" || stdout !== "", "an error says why");
  assert.doesNotMatch(stderr, /failed inside the rehearsal/);
  complete(typed, Math.round(share * typed.length), clusterAt(trace, at));
});
