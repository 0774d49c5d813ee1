import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";

/** A menu below a button. It closes on Escape, on a press elsewhere, and once something of it was chosen. */
export function Menu(props: { readonly icon: string; readonly name: string; readonly word: string; readonly children: ComponentChildren }): VNode {
  const { icon, name, word, children } = props;
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.open && (menu.current.open = false);
  useEffect(() => {
    const away = (event: Event) => menu.current && !menu.current.contains(event.target as Node) && close();
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
    };
  }, []);
  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !menu.current?.open) return;
        event.preventDefault();
        close();
        menu.current.querySelector("summary")?.focus();
      }}
    >
      <summary class="chip" aria-label={name}>
        <Icon name={icon} />
        <span class="word">{word}</span>
      </summary>
      <div onClick={close}>{children}</div>
    </details>
  );
}
