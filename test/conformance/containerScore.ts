import type { Recorded } from "./recordings.ts";

/** How much of a recorded life of a pod agrees: its states in order, when things begin, and its events. */
export interface ContainerScore {
  readonly path: readonly string[];
  readonly times: readonly string[];
  readonly events: readonly string[];
}

/** States that hold so long count, and things begin at the same time if they begin so near to each other. Seconds. */
const lasting = 2.5;
const near = 2.5;
/** What begins so shortly before the end of the watch proves nothing. */
const tail = { state: 6, moment: 8 };

interface State {
  readonly from: number;
  readonly gone?: boolean;
  readonly phase?: string;
  readonly conditions?: Readonly<Record<string, string>>;
  readonly containers?: Readonly<Record<string, Seen>>;
}

interface Seen {
  readonly is: string;
  readonly ready: boolean;
  readonly restarts: number;
}

interface Told {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly container?: string;
  readonly count: number;
}

/** Holds an answer of `ask containers` against the recording: empty texts agree, the others say what differs. */
export function compareLives(recorded: Recorded, answer: Recorded): ContainerScore {
  const lasts = recorded["lasts"] as number;
  const [want, got] = [recorded, answer].map((one) => (one["states"] ?? []) as readonly State[]) as [readonly State[], readonly State[]];
  const [wanted, given] = [spansOf(want, lasts), spansOf(got, lasts)];
  const lost = firstMissing(wanted, given);
  const shorter = given.map((span, i) => (i === given.length - 1 ? { ...span, lasts: span.lasts - tail.state } : span));
  const path = lost ? `lacks ${lost}` : prefixed("has", firstMissing(shorter, wanted));
  return { path: [path], times: compareMoments(recorded, want, got, lasts), events: compareEvents(recorded, answer) };
}

function prefixed(verb: string, text: string | undefined): string {
  return text === undefined ? "" : `${verb} ${text}`;
}

interface Span {
  readonly text: string;
  readonly from: number;
  readonly lasts: number;
}

function spansOf(states: readonly State[], lasts: number): Span[] {
  const spans: { text: string; from: number }[] = [];
  for (const { from, ...state } of states) {
    const text = JSON.stringify(sorted(state));
    if (spans.at(-1)?.text !== text) spans.push({ text, from });
  }
  return spans.map((span, i) => ({ ...span, lasts: (spans[i + 1]?.from ?? lasts) - span.from }));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}

/** The first lasting state of one that the other lacks in its place. */
function firstMissing(one: readonly Span[], other: readonly Span[]): string | undefined {
  let at = 0;
  for (const span of one.filter((each) => each.lasts >= lasting)) {
    const found = other.findIndex((each, i) => i >= at && each.text === span.text);
    if (found < 0) return `from ${span.from}: ${span.text}`;
    at = found;
  }
  return undefined;
}

/** When each thing begins that then holds for so long. */
function momentsOf(states: readonly State[], lasts: number, atLeast: number): Map<string, number[]> {
  const begins = new Map<string, number[]>();
  const open = new Map<string, { readonly says: readonly string[]; readonly from: number }>();
  const close = (who: string, at: number): void => {
    const span = open.get(who);
    if (span && at - span.from >= atLeast) for (const what of span.says) begins.set(what, [...(begins.get(what) ?? []), span.from]);
  };
  const now = (who: string, says: readonly string[], from: number): void => {
    if (open.get(who)?.says.join() === says.join()) return;
    close(who, from);
    open.set(who, { says, from });
  };
  for (const { from, gone, conditions = {}, phase = "", containers = {} } of states) {
    for (const [name, one] of Object.entries(containers)) now(name, saidOf(name, one), from);
    const final = phase === "Succeeded" || phase === "Failed" ? [phase] : [];
    now("pod", gone ? ["gone"] : [conditions["Ready"] === "True" ? "pod ready" : "pod not ready", ...final], from);
  }
  for (const who of open.keys()) close(who, lasts);
  return begins;
}

function saidOf(name: string, { is, ready, restarts }: Seen): string[] {
  const runs = is === "running" ? [`${name} runs ${restarts}`] : is.startsWith("terminated") ? [`${name} ends ${restarts}`] : [];
  return [...runs, `${name} ${ready ? "ready" : "not ready"} ${restarts}`];
}

function compareMoments(recorded: Recorded, want: readonly State[], got: readonly State[], lasts: number): string[] {
  const loops = want.find(({ containers = {} }) => Object.values(containers).some((one) => one.is === "waiting CrashLoopBackOff" || one.restarts > 1));
  const images = Object.values((recorded["behaviour"] as { images?: Record<string, { fails?: number; missing?: boolean }> }).images ?? {});
  const retries = images.some(({ fails, missing }) => fails !== undefined || missing);
  const mine = momentsOf(got, lasts, 0);
  return [...momentsOf(want, lasts, lasting)].flatMap(([what, [at = 0]]) => {
    if (at > lasts - tail.moment) return [];
    const isLoose = retries || Number(/ (\d+)$/.exec(what)?.[1] ?? 0) > 1 || at > (loops?.from ?? Infinity);
    const allowed = isLoose ? 8 + at / 4 : near;
    const begins = mine.get(what) ?? [];
    return begins.some((other) => Math.abs(other - at) <= allowed) ? "" : `${what} at ${at}, got ${begins.join()}`;
  });
}

/** How a connection fails is the network's business, and a single failed probe a matter of an instant. */
function compareEvents(recorded: Recorded, answer: Recorded): string[] {
  const [told, mine] = [recorded, answer].map((one) => (one["events"] ?? []) as readonly Told[]) as [readonly Told[], readonly Told[]];
  const keyOf = ({ type, reason, container = "", message }: Told): string =>
    [type, reason, container, reason === "Unhealthy" ? (/^\w+ probe \w+/.exec(message)?.[0] ?? "") : message].join(" | ");
  const single = new Set([...told, ...mine].filter(({ reason, count }) => reason === "Unhealthy" && count === 1).map(keyOf));
  const [wanted, given] = [told, mine].map((events) => new Set(events.map(keyOf).filter((key) => !single.has(key)))) as [Set<string>, Set<string>];
  return [
    ...Array.from(wanted, (key) => (given.has(key) ? "" : `lacks ${key}`)),
    ...[...given].filter((key) => !wanted.has(key)).map((key) => `has ${key}`),
  ];
}
