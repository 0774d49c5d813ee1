import { test } from "node:test";
import { check } from "../support/check.ts";

/** What is told of a container that is being typed, and of a fault further up, which always stays. */
function typing(container: string): void {
  const codes = [
    "yaml-syntax",
    "yaml-indentation",
    "unknown-field",
    "misplaced-field",
    "wrong-type",
    "unsupported-value",
    "required-value",
    "port-range",
  ];
  check(
    `
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      restartPolicy: always
      #              ^^^^^^ unsupported-value
      containers:
        - name: web${container}
    `,
    {},
    codes,
  );
}

test("a key without its colon is no unknown field, and what it may become is still missing", () =>
  typing(`
      #   ^^^^ required-value: image is missing
          imag
      #   ^^^^ yaml-syntax: A colon is missing
          readinessProbe: {tcpSocket: {port: 80, prot: 1}}
      #                                          ^^^^ unknown-field`));

test("a key without its colon keeps what stands below it, of which nothing is told", () =>
  typing(`
          resour
      #   ^^^^^^ yaml-syntax: A colon is missing
            limits: {memory: much}
          tty: maybe
      #        ^^^^^ wrong-type`));

test("an open bracket takes back what is said of its line", () =>
  typing(`
          image: [nginx
      #          ^ yaml-syntax: This [ is not closed
          tty: maybe
      #        ^^^^^ wrong-type`));

test("so does an open quote", () =>
  typing(`
          imagePullPolicy: "always
      #                    ^^^^^^^ yaml-syntax: This quote`));

test("a block at a depth where nothing can be is told of once", () =>
  typing(`
          image: nginx:1.29
            ports:
      #     ^^^^^^ yaml-indentation
              - containerPort: 0
            tty: maybe`));
