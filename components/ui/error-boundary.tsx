import { Component, type ReactNode } from 'react';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import { t } from '#lib/i18n/message.ts';
import { Button } from './button.tsx';
import { CopyableText } from './copyable-text.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { errorReport } from './error-report.ts';

interface ErrorBoundaryProps {
  children: ReactNode;
}

/** Says plainly that the panel can not show itself, where the database can not be read or the panel has a fault. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failure: unknown }> {
  override state: { failure: unknown } = { failure: null };

  static getDerivedStateFromError(failure: unknown): { failure: unknown } {
    return { failure };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    const error = toWire(failure);
    return (
      <main className="broken">
        {error.code === 'bug' ? (
          <FaultAlert error={error} />
        ) : (
          <ErrorAlert error={error} tutor="guided" onRetry={reload} />
        )}
      </main>
    );
  }
}

function FaultAlert({ error }: { error: WireError }) {
  return (
    <div className="alert" role="alert">
      <strong className="alert-title">{t('error_bug_title')}</strong>
      <p>{t('panel_broken')}</p>
      <p>{t('bug_report')}</p>
      <CopyableText text={errorReport(error)} />
      <div className="alert-actions">
        <Button primary onClick={reload}>
          {t('retry')}
        </Button>
      </div>
    </div>
  );
}

function reload(): void {
  location.reload();
}
