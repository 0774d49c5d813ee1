import type { ExecAction, GRPCAction, HTTPGetAction, Lifecycle, LifecycleHandler, Probe, SleepAction } from "../../../schemas/generated/types.ts";
import { type Check, all, between, each, fields, oneOf } from "../../check.ts";
import { formatted, httpHeaderName } from "../names.ts";
import { hasPort, portNumber, portNumberOrName } from "../ports.ts";
import type { PodScope } from "./scope.ts";
import { say } from "../../words/say.ts";
import { listed } from "../../words/sentence.ts";

const exec: Check<ExecAction> = ({ command = [] }, at, causes) => {
  if (command.length === 0) causes.required(at.field("command"), say("command-missing"));
};

const httpGet: Check<HTTPGetAction> = all<HTTPGetAction>(
  ({ path = "", scheme = "" }, at, causes) => {
    if (path === "") causes.required(at.field("path"), say("path-missing"));
    oneOf("HTTP", "HTTPS")(scheme, at.field("scheme"), causes, undefined);
  },
  hasPort(portNumberOrName),
  fields<HTTPGetAction>({
    httpHeaders: (headers, at, causes) =>
      each<{ name?: string | undefined }>(({ name = "" }, header) =>
        formatted(httpHeaderName)(name, header.field("name").shownAs(at), causes, undefined),
      )(headers, at, causes, undefined),
  }),
);

const grpc: Check<GRPCAction> = hasPort(portNumber);

const sleep: Check<SleepAction, PodScope> = ({ seconds = 0 }, at, causes, { spec }) => {
  const most = spec.terminationGracePeriodSeconds;
  if (most === undefined || (seconds >= 0 && seconds <= most)) return;
  causes.invalid(at, say("sleep-out-of-range", { seconds, most }));
};

/** The actions of probes and hooks, in the server's order of precedence. */
const actions = { exec, httpGet, tcpSocket: hasPort(portNumberOrName), grpc, sleep };
type Handler = { readonly [K in keyof typeof actions]?: object | undefined };

const oneAction: Check<Handler, PodScope> = (handler, at, causes, pod) => {
  const given = (Object.keys(actions) as (keyof typeof actions)[]).filter((name) => handler[name] !== undefined && handler[name] !== null);
  const [first, ...others] = given;
  if (first === undefined) causes.required(at, say("action-missing", { actions: listed(Object.keys(actions)) }), { code: "handler-missing" });
  else (actions[first] as Check<object, PodScope>)(handler[first]!, at.field(first), causes, pod);
  for (const name of others) causes.forbidden(at.field(name), say("two-handlers", { first: first! }), { code: "several-handlers" });
};

const timing = fields<Probe>({
  initialDelaySeconds: between(0),
  timeoutSeconds: between(0),
  periodSeconds: between(0),
  successThreshold: between(0),
  failureThreshold: between(0),
  terminationGracePeriodSeconds: between(1),
});

const probe = all<Probe, PodScope>(
  ({ exec, httpGet, tcpSocket, grpc }, at, causes, pod) => oneAction({ exec, httpGet, tcpSocket, grpc }, at, causes, pod),
  timing,
);

/** A probe that restarts its container (liveness) or holds others back (startup): one success is enough. */
export const restartingProbe: Check<Probe, PodScope> = all(probe, ({ successThreshold = 0 }, at, causes) => {
  if (successThreshold !== 1) causes.invalid(at.field("successThreshold"), say("success-threshold", { successThreshold }));
});

/** A probe that decides whether a pod gets traffic: it never ends a container. */
export const readinessProbe: Check<Probe, PodScope> = all(probe, ({ terminationGracePeriodSeconds }, at, causes) => {
  if (terminationGracePeriodSeconds !== undefined) causes.invalid(at.field("terminationGracePeriodSeconds"), say("readiness-grace-period"));
});

const hook: Check<LifecycleHandler, PodScope> = ({ exec, httpGet, tcpSocket, sleep }, at, causes, pod) =>
  oneAction({ exec, httpGet, tcpSocket, sleep }, at, causes, pod);

/** What runs after a container has started and before it ends. The server drops `stopSignal`, whose feature is off. */
export const lifecycle = fields<Lifecycle, PodScope>({ postStart: hook, preStop: hook });
