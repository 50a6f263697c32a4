import { Component, type ReactNode } from 'react';
import { t } from '#lib/i18n/message.ts';
import { Button } from './button.tsx';

interface ErrorBoundaryProps {
  children: ReactNode;
}

/** Says plainly that the panel can not show itself, where the database can not be read or the panel has a fault. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="broken">
        <div className="alert" role="alert">
          <strong className="alert-title">{t('error_storage_title')}</strong>
          <p>{t('panel_broken')}</p>
          <div className="alert-actions">
            <Button primary onClick={() => location.reload()}>
              {t('retry')}
            </Button>
          </div>
        </div>
      </main>
    );
  }
}
