import type { ComponentChildren } from "preact";
import { t } from "../../words.ts";
import { Icon } from "../icon/Icon.tsx";
import type { IconName } from "../icon/shapes.ts";

interface Props {
  name: string;
  icon: IconName;
  /** What is chosen, as a sentence: read while it is closed. */
  said: string;
  isOpen: boolean;
  /** Something in it is to be put right. */
  isFaulty: boolean;
  onToggle: (isOpen: boolean) => void;
  children: ComponentChildren;
}

/** One step of what is edited: a sentence, or the form that makes it. */
export function StepRow({ name, icon, said, isOpen, isFaulty, onToggle, children }: Props) {
  return (
    <li class={isOpen ? "open" : "closed"}>
      <Icon name={icon} />
      <h2>{name}</h2>
      {!isOpen && <p>{said}</p>}
      {!isOpen && isFaulty && <span class="tag bad">{t`to put right`}</span>}
      <button type="button" class="btn quiet small" aria-expanded={isOpen} onClick={() => onToggle(!isOpen)}>
        {isOpen ? t`Done` : t`Change`}
        <span class="vh">{isOpen ? t` with ${name}` : ` ${name}`}</span>
      </button>
      {isOpen && <div class="body">{children}</div>}
    </li>
  );
}
