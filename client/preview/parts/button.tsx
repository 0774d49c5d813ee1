import type { ComponentChildren, VNode } from "preact";
import type { Spot } from "../host/messages.ts";
import { Icon } from "./icon.tsx";
import { lighting } from "./lighting.ts";
import { usePanel } from "./panelContext.ts";

interface ButtonProps {
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
}

interface IconButtonProps extends ButtonProps {
  readonly icon: string;
  readonly name: string;
  /** A word next to the icon, if there is room. */
  readonly word?: string;
}

/** A button with an icon. Its name is read by screen readers and shown as a tooltip. */
export function IconButton({ icon, name, word, onPress, disabled, pressed }: IconButtonProps): VNode {
  return (
    <button type="button" class="icon-button" title={name} aria-label={name} aria-pressed={pressed} disabled={disabled} onClick={onPress}>
      <Icon name={icon} />
      {word && <span class="word">{word}</span>}
    </button>
  );
}

/** A button with a text, in a subdued style. */
export function Chip({
  icon,
  children,
  onPress,
  disabled,
  pressed,
  expanded,
  name,
}: ButtonProps & { readonly icon?: string; readonly name?: string; readonly children: ComponentChildren }): VNode {
  return (
    <button type="button" class="chip" title={name} aria-pressed={pressed} aria-expanded={expanded} disabled={disabled} onClick={onPress}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** Reveals the YAML of the named thing. */
export function RevealButton({ spot, name }: { readonly spot: Spot; readonly name: string }): VNode {
  const { words, host } = usePanel();
  return (
    <button
      type="button"
      class="icon-button"
      title={words.reveal}
      aria-label={`${words.reveal}: ${name}`}
      onClick={() => host.send({ is: "reveal", spot })}
      {...lighting(host, spot)}
    >
      <Icon name="go-to-file" />
    </button>
  );
}
