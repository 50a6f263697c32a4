import { useLayoutEffect, useRef, type ComponentPropsWithoutRef, type RefObject } from 'react';
import { stretchesOf, textOf, type SpokenDraft } from '#components/voice/spoken-draft.ts';

interface ComposerFieldProps extends ComponentPropsWithoutRef<'textarea'> {
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  /** The text with what is heard in its place; `null` while nothing is. */
  spoken: SpokenDraft | null;
}

/** For browsers whose fields do not grow with their text by themselves (`field-sizing`, Chrome 123). */
const mostRows = 8;

/**
 * The field the learner writes in. A text field can not show a part of its text in another colour: while something is being
 * understood, what it shows is drawn behind it.
 */
export function ComposerField({ field, value, spoken, ...props }: ComposerFieldProps) {
  const copy = useRef<HTMLDivElement>(null);
  const drawn = spoken !== null && spoken.interim !== '' && textOf(spoken) === value ? stretchesOf(spoken) : null;
  const scrollAlong = (): void => {
    if (copy.current !== null && field.current !== null) copy.current.scrollTop = field.current.scrollTop;
  };
  useLayoutEffect(scrollAlong);
  return (
    <div className="composer-field" data-drawn={drawn !== null || undefined}>
      {drawn !== null && (
        <div ref={copy} className="composer-copy" aria-hidden="true" lang={props.lang} dir="auto">
          {drawn.before}
          {drawn.said}
          <span className="composer-interim">{drawn.interim}</span>
          {drawn.after}
        </div>
      )}
      <textarea
        ref={field}
        rows={Math.min(value.split('\n').length, mostRows)}
        dir={value === '' ? undefined : 'auto'}
        value={value}
        onScroll={scrollAlong}
        {...props}
      />
    </div>
  );
}
