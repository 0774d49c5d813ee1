import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PodSpec } from "../../../schemas/generated/types.ts";
import { processesOf } from "../../../engine/processes/behaviourOf.ts";
import { podOf, told } from "./told.ts";

/** Scripts of `sh -c` in an image, and what they do. A shell as process 1 ignores SIGTERM: that is left out where it is not the point. */
function scripts(image: string, table: readonly (readonly [script: string, does: string])[]): void {
  for (const [script, does] of table) {
    assert.equal(told(podOf({ image, command: ["sh", "-c", script] })).replace(/, ignores SIGTERM|^ignores SIGTERM$/, ""), does, script);
  }
}

test("a script ends with the code of its last command", () =>
  scripts("busybox", [
    ["true", "ends 0 with 0"],
    ["false", "ends 0 with 1"],
    ["exit 3; echo never", "ends 0 with 3"],
    ["echo one; echo two", "0 one, 0 two, ends 0 with 0"],
    ["date; echo Hello", "0 <%a %b %e %H:%M:%S %Z %Y>, 0 Hello, ends 0 with 0"],
    ["sleep 1m; exit 2", "ends 60 with 2"],
    ["sleep 0.5 && false || exit 4", "ends 0.5 with 4"],
    ["! true", "ends 0 with 1"],
    ["set -e; false; echo never", "ends 0 with 1"],
    ["(exit 5)", "ends 0 with 5"],
    ["sleep infinity", ""],
    ["sleep x", "0 sleep: invalid time interval 'x', ends 0 with 1"],
  ]));

test("variables, arithmetic and substitution", () =>
  scripts("busybox", [
    ['x=3; echo $x ${y:-none} ${#x} "a  b"', "0 3 none 1 a  b, ends 0 with 0"],
    ["exit $((2 * (3 + 1)))", "ends 0 with 8"],
    ["f() { echo got $1; return 2; }; f it", "0 got it, ends 0 with 2"],
    ["n=$(seq 1 3 | wc -l); echo $n lines", "0 3 lines, ends 0 with 0"],
    ["echo $(date +%s): up on $HOSTNAME", "0 <%s>: up on <metadata.name>, ends 0 with 0"],
    ["f() { local v=1; echo $v; }; v=0; f; echo $v", "0 1, 0 0, ends 0 with 0"],
    ["set -- 'a b' c; for x in $@; do echo $x; done", "0 a, 0 b, 0 c, ends 0 with 0"],
    ["trap 'echo bye' EXIT; exit 3", "0 bye, ends 0 with 3"],
    ["v=v1.2.3; echo ${v#v} ${v%.*}", "0 1.2.3 v1.2, ends 0 with 0"],
    ["case $0 in *sh) echo shell;; *) echo else;; esac", "0 shell, ends 0 with 0"],
    ["printf '%s-%s\\n' a b", "0 a-b, ends 0 with 0"],
  ]));

test("loops take the time of their turns", () =>
  scripts("busybox", [
    ["for i in 1 2 3; do echo $i; sleep 2; done", "0 1, 2 2, 4 3, ends 6 with 0"],
    ["i=0; while [ $i -lt 2 ]; do i=$((i+1)); sleep 1; done; echo $i", "2 2, ends 2 with 0"],
    ["while true; do echo hi; sleep 5; done", "0+5 hi"],
    ["while true; do sleep 1; break; done; exit 7", "ends 1 with 7"],
    ["until [ -f /tmp/x ]; do touch /tmp/x; sleep 3; done", "ends 3 with 0"],
    ["while :; do :; done", ""],
    ["seq 1 2 | while read n; do echo line $n; done", "0 line 1, 0 line 2, ends 0 with 0"],
  ]));

test("jobs run beside the script", () =>
  scripts("busybox", [
    ["sleep 5 & sleep 1", "ends 1 with 0"],
    ["sleep 1 & sleep 2 & wait; echo done", "2 done, ends 2 with 0"],
    ["(sleep 2; touch /tmp/x) & while [ ! -f /tmp/x ]; do sleep 1; done; echo there", "2 there, ends 2 with 0"],
    ["(exit 3) & wait $!", "ends 0 with 3"],
    ["timeout 5 sleep 100", "ends 5 with 143"],
  ]));

test("a script knows the files that it makes", () =>
  scripts("busybox", [
    ["echo a > /tmp/f; echo b >> /tmp/f; cat /tmp/f", "0 a, 0 b, ends 0 with 0"],
    ["mkdir /tmp/d && touch /tmp/d/x && ls /tmp/d", "0 x, ends 0 with 0"],
    ["test -f /tmp/f", "ends 0 with 1"],
    ["cat /tmp/f 2>/dev/null", "ends 0 with 1"],
    ["rm -f /tmp/f", "ends 0 with 0"],
    ["rm /tmp/f", "0 rm: cannot remove '/tmp/f': No such file or directory, ends 0 with 1"],
    ["cp /etc/hosts /tmp/ && [ -e /tmp/hosts ]", "ends 0 with 0"],
  ]));

test("the shell of an image decides on braces", () => {
  scripts("debian", [["for i in {1..2}; do echo $i; done", "0 {1..2}, ends 0 with 0"]]);
  scripts("centos", [["for i in {1..2}; do echo $i; done", "0 1, 0 2, ends 0 with 0"]]);
});

test("the ls of an image decides on its code", () => {
  const command = ["ls", "unvalid path"];
  assert.equal(told(podOf({ image: "busybox", command })), "0 ls: unvalid path: No such file or directory, ends 0 with 1");
  assert.equal(told(podOf({ image: "debian:12", command })), "0 ls: cannot access 'unvalid path': No such file or directory, ends 0 with 2");
});

test("a probe sees the files as they are at its second", () => {
  const livenessProbe = { exec: { command: ["cat", "/tmp/healthy"] } };
  const args = ["/bin/sh", "-c", "touch /tmp/healthy; sleep 30; rm -rf /tmp/healthy; sleep 600"];
  assert.equal(told(podOf({ image: "registry.k8s.io/busybox", args, livenessProbe })), "probe 0:0 30:1, ends 630 with 0, ignores SIGTERM");
});

test("a probe that cannot be read is assumed to succeed", () => {
  const livenessProbe = { exec: { command: ["./check", "--deep"] } };
  assert.equal(told(podOf({ image: "nginx", livenessProbe })), "listens on 80/, unreadableExec");
});

test("a hook takes its time, and what it makes is there", () => {
  const postStart = { exec: { command: ["sh", "-c", "sleep 4; touch /tmp/started"] } };
  const readinessProbe = { exec: { command: ["cat", "/tmp/started"] } };
  assert.equal(
    told(podOf({ image: "busybox", command: ["sleep", "3600"], lifecycle: { postStart }, readinessProbe })),
    "probe 0:1 4:0, probe 0:0/4, ends 3600 with 0, ignores SIGTERM",
  );
});

test("SIGTERM reaches process 1 alone, which ignores it without a handler", () => {
  const table: readonly (readonly [script: string, does: string])[] = [
    ["sleep 9", "ends 9 with 0, ignores SIGTERM"],
    ["exec nginx -g 'daemon off;'", "listens on 80/"],
    ["trap 'exit 0' TERM; while true; do sleep 1; done", "stops in 1 with 0"],
    ["trap 'sleep 2; exit 3' TERM; while true; do sleep 1; done", "stops in 3 with 3"],
    ["trap 'exit 0' TERM; sleep infinity", "ignores SIGTERM"],
    ["trap 'exit 0' TERM; sleep infinity & wait", ""],
    ["trap : TERM; sleep infinity & wait", "stops with 143"],
  ];
  for (const [script, does] of table) assert.equal(told(podOf({ image: "nginx", command: ["sh", "-c", script] })), does, script);
  assert.equal(told(podOf({ image: "busybox", command: ["tini", "--", "sleep", "9"] })), "ends 9 with 0, stops with 143");
});

test("servers in a script listen as long as they run", () =>
  scripts("nginx", [
    ["sleep 5 && nginx -g 'daemon off;'", "listens on 80/ from 5"],
    ["nginx; sleep 3", "listens on 80/, ends 3 with 0"],
    ["nginx & sleep 1; curl -s localhost && echo up", "1 up, listens on 80/, ends 1 with 0"],
    ["timeout 3 python3 -m http.server 8080; sleep 1", "listens on 8080 to 3, ends 4 with 0"],
    ["nc -l -p 9000", "listens on 9000"],
    ["su -p -c 'sleep 2; nginx' app; sleep 5", "listens on 80/ from 2, ends 7 with 0"],
    ["gunicorn -b 0.0.0.0:8080 app:app", "listens on 8080 from 1"],
    ["dd if=/dev/zero of=/dev/null", ""],
    ["dd if=/dev/zero of=/tmp/x bs=1M count=10", "ends 0 with 0"],
  ]));

test("what asks others is assumed to succeed, what computes to end, and both say so", () => {
  scripts("busybox", [["until nslookup db; do echo waiting; sleep 2; done; echo up", "0 <nslookup>, 0 up, ends 0 with 0, assumedToSucceed"]]);
  const command = ["perl", "-Mbignum=bpi", "-wle", "print bpi(2000)"];
  assert.equal(told(podOf({ image: "perl:5.34.0", command })), "5 <perl>, ends 5 with 0, ignores SIGTERM, assumedWork");
});

test("what cannot be read is assumed to run on, and says so", () => {
  const command = ["node", "server.js"];
  assert.equal(told(podOf({ image: "node:20", command, ports: [{ containerPort: 3000 }] })), "assumed, listens on 3000, unreadable");
  scripts("busybox", [
    ["echo first; ./configure; echo later", "0 first, unreadable"],
    ["exit $((RANDOM % 2))", "assumed, unreadable"],
    ["if then", "assumed, unreadable"],
  ]);
});

test("what is there to end is assumed to end well", () => {
  const unread = { image: "team/migrate", command: ["./migrate"] };
  assert.equal(told({ ...podOf(unread), restartPolicy: "OnFailure" }), "assumed, ends 20 with 0, unreadableWork");
  assert.equal(told({ containers: [], initContainers: [{ name: "a", ...unread }] }), "assumed, ends 1 with 0, unreadableWork");
  assert.equal(told({ containers: [], initContainers: [{ name: "a", ...unread, restartPolicy: "Always" }] }), "assumed, unreadable");
  const later = { image: "busybox", command: ["sh", "-c", "sleep 5; ./migrate"] };
  assert.equal(told({ ...podOf(later), restartPolicy: "Never" }), "ends 25 with 0, unreadableWork");
});

test("mounted files are read, ConfigMaps cannot be written", () => {
  const volumes = [{ name: "scripts", configMap: { name: "scripts" } }];
  const lookUp = () => ({ "run.sh": "echo run $1; sleep 3; exit 4" });
  const volumeMounts = [{ name: "scripts", mountPath: "/scripts" }];
  const does = (command: string[]): string => told(podOf({ image: "busybox", command, volumeMounts }, volumes), { lookUp });
  assert.equal(does(["sh", "/scripts/run.sh", "it"]), "0 run it, ends 3 with 4, ignores SIGTERM");
  assert.equal(does(["sh", "/scripts/none.sh"]), "0 sh: can't open '/scripts/none.sh': No such file or directory, ends 0 with 2, ignores SIGTERM");
  assert.equal(does(["touch", "/scripts/x"]), "0 touch: /scripts/x: Read-only file system, ends 0 with 1");
});

test("$(NAME) is replaced by Kubernetes before a shell sees it", () => {
  const env = [
    { name: "WHO", value: "world" },
    { name: "TEXT", value: "hello $(WHO)" },
  ];
  assert.equal(
    told(podOf({ image: "busybox", env, command: ["echo", "$(TEXT)", "$$(WHO)", "$(NONE)"] })),
    "0 hello world $(WHO) $(NONE), ends 0 with 0",
  );
});

test("any text: no throw, no hang, bounded", { timeout: 120_000 }, () => {
  const words = [
    "sleep 1",
    "while true; do",
    "done",
    "echo $x",
    "x=$x$x",
    "$(",
    ")",
    "&",
    "|",
    ";",
    "{",
    "}",
    "f(){",
    "f",
    "if",
    "then",
    "fi",
    "[ -f /tmp/x ]",
    ">/tmp/x",
    "trap '",
    "'",
    '"',
    "wait",
    "yes",
    "seq 1 99999",
    "exec",
    "case x in",
    "esac",
    "$((x++))",
    "{1..9999}",
    "\n",
  ];
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(text, fc.constantFrom("sh", "bash"), (script, shell) => {
      const exec = { command: [shell, "-c", script] };
      const { behaviour } = processesOf(
        podOf({ image: "busybox", command: [shell === "bash" ? "/usr/bin/bash" : "sh", "-c", script], livenessProbe: { exec } }),
      ).get("a")!;
      const { prints = [], writes = [], serves = [] } = behaviour[0] ?? {};
      assert.ok(prints.length <= 1000 && writes.length <= 500 && serves.length <= 300);
      assert.ok(JSON.stringify(behaviour).length < 5_000_000);
    }),
    { numRuns: 1000 },
  );
});

test("a pod that no API server has seen: what has no place in it is passed over", () => {
  const container = { name: "a", image: "busybox", command: ["sh", "-c", "sleep 5"], env: "A=1", ports: 80, volumeMounts: { name: "v" } };
  const spec = { containers: [container, null, "b"], initContainers: {}, volumes: 7 } as unknown as PodSpec;
  assert.equal(told(spec).replace(", ignores SIGTERM", ""), "ends 5 with 0");
});
