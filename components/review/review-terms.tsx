import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { ReviewTerms } from '#lib/db/read/schedules.ts';
import { readHeard, watchHeard } from '#lib/settings/heard.ts';
import type { SettingsStore } from '#components/settings/settings-store.ts';

const ReviewTermsContext = createContext<ReviewTerms>({ newPerDay: 0, reviewsPerDay: 0, heard: [] });

/** What a review may bring, by the learner's settings and the voices that there are. The same object until that changes. */
export function useReviewTerms(): ReviewTerms {
  return use(ReviewTermsContext);
}

/** Has every room know what a review may bring. */
export function ReviewTermsProvider({ store, children }: { store: SettingsStore; children: ReactNode }) {
  const { settings } = useSyncExternalStore(store.subscribe, store.state);
  const [heard, setHeard] = useState<readonly string[]>([]);
  useEffect(() => {
    let open = true;
    // The same list once more is no news: all that is due would be looked for again.
    const hear = (languages: readonly string[]): void => {
      if (open) setHeard((known) => (known.join() === languages.join() ? known : languages));
    };
    const end = watchHeard(hear);
    void readHeard().then(hear);
    return () => {
      open = false;
      end();
    };
  }, []);
  const { newWordsPerDay: newPerDay = 0, reviewsPerDay = 0 } = settings ?? {};
  const terms = useMemo(() => ({ newPerDay, reviewsPerDay, heard }), [newPerDay, reviewsPerDay, heard]);
  return <ReviewTermsContext value={terms}>{children}</ReviewTermsContext>;
}
