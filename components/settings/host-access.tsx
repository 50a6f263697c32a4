import { useState } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { Button } from '#components/ui/button.tsx';
import { tutorNames } from '#components/ui/tutor-names.ts';
import { askForHost } from './use-host-access.ts';

interface HostAccessProps {
  address: string;
  tutor: ProviderId;
}

/** Asks for the browser's permission to reach a tutor. It goes away once that is given. */
export function HostAccess({ address, tutor }: HostAccessProps) {
  const [refused, setRefused] = useState(false);
  const { host } = new URL(address);
  return (
    <div className="host-access">
      <p role={refused ? 'alert' : undefined}>
        {t(refused ? 'access_refused' : 'access_needed', t(tutorNames[tutor]), host)}
      </p>
      <Button primary onClick={() => void askForHost(address).then((granted) => setRefused(!granted))}>
        {t('allow_access', host)}
      </Button>
    </div>
  );
}
