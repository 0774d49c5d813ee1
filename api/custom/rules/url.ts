const shape = /^(?:([A-Za-z][A-Za-z\d+.-]*):)?(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/;

/** An address of the web, as Go's `url.ParseRequestURI` reads it. */
export class Url {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;

  private constructor(scheme: string, host: string, path: string) {
    this.scheme = scheme;
    this.host = host;
    this.path = path;
  }

  /** Reads a whole address or an absolute path; nothing if it is neither. */
  static parse(text: string): Url | undefined {
    const [, scheme = "", authority, path = ""] = shape.exec(text) ?? [];
    if (text === "" || hasControls(text) || hasLooseEscape(text)) return undefined;
    if (scheme === "" && !text.startsWith("/")) return undefined;
    if (scheme === "" && authority !== undefined && !text.startsWith("///")) return new Url("", "", `//${authority}${path}`);
    const host = (authority ?? "").replace(/^.*@/, "");
    return isHost(host) ? new Url(scheme.toLowerCase(), host, path) : undefined;
  }

  get hostname(): string {
    return this.host.replace(/:\d*$/, "").replace(/^\[(.*)\]$/, "$1");
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host)?.[1] ?? "";
  }
}

function hasControls(text: string): boolean {
  return Array.from(text).some((letter) => letter < " " || letter === "\u007f");
}

function hasLooseEscape(text: string): boolean {
  return /%(?![\da-f]{2})/i.test(text);
}

/** A name or an address with a port that is a number, or none. */
function isHost(host: string): boolean {
  return /^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/.test(host) && !/[\s"<>\\^`{|}]/.test(host);
}
