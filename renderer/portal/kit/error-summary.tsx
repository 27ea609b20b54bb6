import { useEffect, useId, useRef } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Icon } from '../../ui/icon.tsx';
import type { FormError } from './use-form.ts';

/** What has to be put right before going on. Takes the focus when it appears; each line leads to its field. */
export function ErrorSummary(props: { readonly errors: readonly FormError[] }) {
  const t = useTranslate();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="error-summary" role="alert" aria-labelledby={id} tabIndex={-1} ref={box}>
      <h2 id={id}>
        <Icon name="warning" />
        <span>{t('form.errorTitle')}</span>
      </h2>
      <ul>
        {props.errors.map(({ fieldId, text }) => (
          <li key={`${fieldId} ${text}`}>
            {fieldId === undefined ? (
              text
            ) : (
              <a
                href={`#${fieldId}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId)?.focus();
                }}
              >
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
