import { Icon } from "../../components/icon/Icon.tsx";

/** Of what is as it should be: a line, since an empty list is no news here. */
export function Well({ text }: { text: string }) {
  return (
    <p class="well">
      <Icon name="check" />
      {text}
    </p>
  );
}
