import type { ComponentChildren, VNode } from "preact";
import { Icon } from "./icon.tsx";

interface ButtonProps {
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
}

/** A button that is an icon; its name is read out, and shown while the pointer rests on it. */
export function IconButton({ icon, name, onPress, disabled, pressed }: ButtonProps & { readonly icon: string; readonly name: string }): VNode {
  return (
    <button type="button" class="icon-button" title={name} aria-label={name} aria-pressed={pressed} disabled={disabled} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}

/** A button with words, quiet until it is needed. */
export function Chip({
  icon,
  children,
  onPress,
  disabled,
  pressed,
  expanded,
}: ButtonProps & { readonly icon?: string; readonly children: ComponentChildren }): VNode {
  return (
    <button type="button" class="chip" aria-pressed={pressed} aria-expanded={expanded} disabled={disabled} onClick={onPress}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
