const everyAddress = "0.0.0.0";

/** The host ports in use on a node, by protocol and address. */
export class HostPorts {
  private readonly addresses = new Map<string, Set<string>>();

  add(address: string | undefined, protocol: string | undefined, port: number): void {
    const at = address || everyAddress;
    const ports = this.addresses.get(at) ?? new Set();
    this.addresses.set(at, ports.add(keyOf(protocol, port)));
  }

  remove(address: string | undefined, protocol: string | undefined, port: number): void {
    this.addresses.get(address || everyAddress)?.delete(keyOf(protocol, port));
  }

  /** Whether the port is in use: on the same address, or on all addresses by one of the two. */
  taken(address: string | undefined, protocol: string | undefined, port: number): boolean {
    const at = address || everyAddress;
    const key = keyOf(protocol, port);
    if (at === everyAddress) return [...this.addresses.values()].some((ports) => ports.has(key));
    return [everyAddress, at].some((each) => this.addresses.get(each)?.has(key) === true);
  }
}

function keyOf(protocol: string | undefined, port: number): string {
  return `${protocol || "TCP"}/${port}`;
}
