import type { ComponentChildren, VNode } from "preact";

/** A section of the panel with its heading; `note` is the present value beside it. */
export function Section(props: {
  readonly id: string;
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}): VNode {
  const { id, title, note, tools, children } = props;
  return (
    <section class={`section ${id}`} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {note && <span class="note">{note}</span>}
        {tools && <span class="tools">{tools}</span>}
      </header>
      {children}
    </section>
  );
}
