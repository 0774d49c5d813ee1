import type { ExecAction, GRPCAction, HTTPGetAction, Lifecycle, LifecycleHandler, Probe, SleepAction } from "../../../schemas/generated/types.ts";
import { type Check, all, between, each, fields, oneOf } from "../../check.ts";
import { formatted, httpHeaderName } from "../names.ts";
import { hasPort, portNumber, portNumberOrName } from "../ports.ts";
import type { PodScope } from "./scope.ts";

const exec: Check<ExecAction> = ({ command = [] }, at, causes) => {
  if (command.length === 0) causes.required(at.field("command"), "The command is missing: write it as a list of words.");
};

const httpGet: Check<HTTPGetAction> = all<HTTPGetAction>(
  ({ path = "", scheme = "" }, at, causes) => {
    if (path === "") causes.required(at.field("path"), "The path is missing: write / to ask for the root.");
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
  causes.invalid(at, `A sleep of ${seconds} seconds must be between 0 and terminationGracePeriodSeconds (${most}).`);
};

/** What can be done to look after a container, in the order in which the server takes the first. */
const actions = { exec, httpGet, tcpSocket: hasPort(portNumberOrName), grpc, sleep };
type Handler = { readonly [K in keyof typeof actions]?: object | undefined };

const oneAction: Check<Handler, PodScope> = (handler, at, causes, pod) => {
  const given = (Object.keys(actions) as (keyof typeof actions)[]).filter((name) => handler[name] !== undefined && handler[name] !== null);
  const [first, ...others] = given;
  if (first === undefined) causes.required(at, `This needs something to do: one of ${Object.keys(actions).join(", ")}.`, { code: "handler-missing" });
  else (actions[first] as Check<object, PodScope>)(handler[first]!, at.field(first), causes, pod);
  for (const name of others)
    causes.forbidden(at.field(name), `Only one handler is allowed, and ${first} is given already.`, { code: "several-handlers" });
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
  if (successThreshold !== 1)
    causes.invalid(at.field("successThreshold"), `successThreshold must be 1 here, not ${successThreshold}: only a readinessProbe can want more.`);
});

/** A probe that decides whether a pod gets traffic: it never ends a container. */
export const readinessProbe: Check<Probe, PodScope> = all(probe, ({ terminationGracePeriodSeconds }, at, causes) => {
  if (terminationGracePeriodSeconds !== undefined)
    causes.invalid(at.field("terminationGracePeriodSeconds"), "A readinessProbe ends no container, so it has no grace period.");
});

const hook: Check<LifecycleHandler, PodScope> = ({ exec, httpGet, tcpSocket, sleep }, at, causes, pod) =>
  oneAction({ exec, httpGet, tcpSocket, sleep }, at, causes, pod);

/** What runs after a container has started and before it ends. The server drops `stopSignal`, whose feature is off. */
export const lifecycle = fields<Lifecycle, PodScope>({ postStart: hook, preStop: hook });
