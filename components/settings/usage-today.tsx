import { usageOfDay } from '#lib/db/read/usage.ts';
import { dayOf } from '#lib/db/rows.ts';
import { t, tn } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { shownNumber } from '#components/ui/shown-number.ts';
import { useQuery } from '#components/ui/use-query.ts';
import { useMinute } from '#components/ui/use-time.ts';

interface UsageTodayProps {
  tutor: ProviderId;
  /** What Patter's own instructions take of each message; `null` for tutors that are sent none. */
  promptTokens: number | null;
  /** 0 for as many as the learner likes. */
  dailyTokens: number;
}

/** What a tutor has used today, and how much of the day's budget that is. */
export function UsageToday({ tutor, promptTokens, dailyTokens }: UsageTodayProps) {
  const day = dayOf(useMinute());
  const { answer: today } = useQuery(() => usageOfDay(day), [day]);
  if (today === undefined) return null;
  const { requests, input, output } = today.find((row) => row.tutor === tutor) ?? { requests: 0, input: 0, output: 0 };
  const tokens = input + output;
  return (
    <div className="usage">
      <p>{t('usage_today', tn('usage_requests', requests), tn('usage_tokens', tokens))}</p>
      {promptTokens !== null && <p>{t('prompt_cost', shownNumber(promptTokens))}</p>}
      {dailyTokens > 0 && <meter aria-label={t('usage_of_budget')} min={0} max={dailyTokens} value={tokens} />}
    </div>
  );
}
