import { useId } from 'react';
import { filters, type Filter } from '#lib/db/read/find-words.ts';
import { wordOrders, type WordOrder } from '#lib/db/read/order-words.ts';
import { t, type MessageKey } from '#lib/i18n/message.ts';

/** `usual` is what the store has the words in: what that is depends on which are shown. */
export type ShownOrder = 'usual' | WordOrder;

interface WordViewProps {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  order: ShownOrder;
  onOrder: (order: ShownOrder) => void;
  /** Whether only what a search finds is shown. */
  searched: boolean;
  /** How many suggestions are waiting. */
  suggested: number;
}

const filterNames = {
  all: 'words_all',
  due: 'words_due',
  suggested: 'words_suggested',
  suspended: 'words_suspended',
  known: 'words_filter_known',
} as const satisfies Record<Filter, MessageKey>;

const orderNames = {
  alphabet: 'order_alphabet',
  due: 'order_due',
  hardest: 'order_hardest',
} as const satisfies Record<WordOrder, MessageKey>;

/** Which words are shown, and what they are sorted by. */
export function WordView({ filter, onFilter, order, onOrder, searched, suggested }: WordViewProps) {
  const id = useId();
  const usual = searched ? 'order_match' : filter === 'due' ? 'order_review' : 'order_newest';
  return (
    <div className="words-view">
      <fieldset className="words-filters">
        <legend className="visually-hidden">{t('words_shown')}</legend>
        {filters.map((name) => (
          <label key={name} className="words-filter">
            <input type="radio" name={`${id}-filter`} checked={filter === name} onChange={() => onFilter(name)} />
            {t(filterNames[name])}
            {name === 'suggested' && suggested > 0 && ` (${suggested})`}
          </label>
        ))}
      </fieldset>
      <div className="words-order">
        <label htmlFor={`${id}-order`}>{t('words_order')}</label>
        <span className="pick">
          <select id={`${id}-order`} value={order} onChange={({ target }) => onOrder(target.value as ShownOrder)}>
            <option value="usual">{t(usual)}</option>
            {wordOrders.map((name) => (
              <option key={name} value={name}>
                {t(orderNames[name])}
              </option>
            ))}
          </select>
        </span>
      </div>
    </div>
  );
}
