import type { ComponentChildren } from "preact";
import type { Failure } from "../../api.ts";
import type { Reading } from "../../reading.ts";
import { t } from "../../words.ts";
import { Icon } from "../icon/Icon.tsx";
import type { IconName } from "../icon/shapes.ts";
import { sayFailure } from "./failure.ts";

interface PanelProps<T> {
  of: Reading<T>;
  /** What failed, as the beginning of a sentence: "The orders". */
  what: string;
  /** Lines of the skeleton. */
  lines?: number;
  children: (value: T) => ComponentChildren;
}

/** One thing read from the edge: nothing, a skeleton, what went wrong, or the thing itself, which then stays. */
export function Panel<T>({ of, what, lines = 6, children }: PanelProps<T>) {
  const value = of.value.value;
  const failure = of.failure.value;
  const retry = () => void of.load();
  if (value !== undefined)
    return (
      <>
        {failure && failure.status !== 401 && (
          <p class="stale" role="status">
            <Icon name="stop" />
            {t`${what} could not be refreshed: ${sayFailure(failure)}`}
            <button type="button" class="btn small" onClick={retry}>{t`Try again`}</button>
          </p>
        )}
        {children(value)}
      </>
    );
  if (failure?.status === 403)
    return <Empty icon="door" title={`${what}: ${failure.title}`} text={sayFailure(failure)} />;
  if (failure && failure.status !== 401) return <Failed {...{ what, failure, retry }} />;
  return of.isSlow.value ? <Skeleton lines={lines} /> : null;
}

function Failed({ what, failure, retry }: { what: string; failure: Failure; retry: () => void }) {
  return (
    <div class="state failed" role="alert">
      <Icon name="stop" />
      <div>
        <p>
          <b>{t`${what} could not be read`}</b>
        </p>
        <p>{sayFailure(failure)}</p>
        <div class="acts">
          <button type="button" class="btn small" onClick={retry}>{t`Try again`}</button>
          {failure.status > 0 && (
            <details>
              <summary>{t`Details`}</summary>
              {failure.status} {failure.title}
              {failure.field && t`, at ${failure.field}`}
            </details>
          )}
        </div>
      </div>
    </div>
  );
}

function Skeleton({ lines }: { lines: number }) {
  return (
    <div class="skeleton" role="status" aria-busy="true" aria-label={t`Loading`}>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} />
      ))}
    </div>
  );
}

/** Nothing here: what it is, one action, one way in. */
export function Empty(props: { icon: IconName; title: string; text: string; children?: ComponentChildren }) {
  return (
    <div class="state">
      <Icon name={props.icon} />
      <p>
        <b>{props.title}</b>
      </p>
      <p>{props.text}</p>
      {props.children && <div class="acts">{props.children}</div>}
    </div>
  );
}
