import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { Hops } from "./hops.tsx";
import { RevealButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { hopsOf } from "../state/hops.ts";
import type { Story } from "../story/story.ts";
import type { Route, ServiceRow, Share } from "../story/servicesAt.ts";

/** Each Service and Ingress, with where a request to it goes at the playhead. */
export function Services({ story }: { readonly story: Story }): VNode | null {
  const { words, now, rehearser } = usePanel();
  const rows = useSignal<readonly ServiceRow[] | null>(null);
  const time = now.value;
  useEffect(() => {
    let isWanted = true;
    void rehearser.about({ is: "services", time }).then((found) => isWanted && found && (rows.value = found));
    return () => void (isWanted = false);
  }, [story, time]);
  if (rows.value === null) return null;
  if (rows.value.length === 0) return <p class="empty">{words.services.none}</p>;
  return (
    <div class="scroll">
      <table class="events services">
        <thead>
          <tr>
            <th>{words.services.name}</th>
            <th>{words.services.address}</th>
            <th>{words.services.goes}</th>
          </tr>
        </thead>
        <tbody>
          {rows.value.map((row) => (
            <Row key={`${row.kind}/${row.namespace}/${row.name}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { readonly row: ServiceRow }): VNode {
  const { kind, namespace, name, address, routes } = row;
  const called = `${kind.toLowerCase()}/${name}`;
  return (
    <tr>
      <td>
        {called} <RevealButton spot={{ object: { kind, namespace, name }, field: "spec" }} name={called} />
      </td>
      <td>
        {address.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </td>
      <td class="message">
        {routes.map((route) => (
          <Way key={route.from} route={route} />
        ))}
      </td>
    </tr>
  );
}

function Way({ route: { from, through, to, hops } }: { readonly route: Route }): VNode {
  const { words } = usePanel();
  const said = (() => {
    switch (to.is) {
      case "outside":
        return words.services.outside(to.name);
      case "missing":
        return words.services.missing(to.name);
      case "unselected":
        return words.services.unselected;
      case "refused":
        return words.services.refused;
      case "guarded":
        return words.services.guarded(to.policy);
      case "nobody":
        return words.services.nobody;
      case "ending":
        return words.services.ending;
      case "ready":
        return to.byName ? `${words.services.ready(to.ready, to.all)}; ${words.services.eachByName}` : words.services.ready(to.ready, to.all);
    }
  })();
  const isBad = to.is === "missing" || to.is === "nobody" || to.is === "unselected" || to.is === "refused";
  return (
    <div class={`way ${isBad ? "bad" : ""}`}>
      {from !== "" && <code>{`${from} → ${through}`}</code>} <span>{said}</span>
      {"shares" in to && to.shares.length > 0 && <Shares shares={to.shares} />}
      {hops.length > 0 && (
        <details>
          <summary>{words.services.way}</summary>
          <Hops hops={hopsOf(hops, words)} />
        </details>
      )}
    </div>
  );
}

/** A bar whose parts are as long as the shares of requests, with their numbers beside it. */
function Shares({ shares }: { readonly shares: readonly Share[] }): VNode {
  const all = shares.reduce((sum, { pods }) => sum + pods, 0);
  return (
    <div class="shares">
      {shares.map(({ owner, pods }) => (
        <div key={owner} class="share">
          <span class="bar" aria-hidden="true">
            <span style={{ width: `${(100 * pods) / all}%` }} />
          </span>
          <span class="number">{`${Math.round((100 * pods) / all)}%`}</span>
          <span>{owner}</span>
        </div>
      ))}
    </div>
  );
}
