import { useEffect, useId, useRef } from 'react';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { wordParts, type Columns, type WordPart } from '#lib/word-files/columns.ts';
import type { OpenedTable } from '#lib/word-files/file-desk.ts';
import { inOrder } from '#components/ui/in-order.ts';
import { LanguageSelect } from '#components/ui/language-level.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import type { Reading } from './use-import.ts';

const partNames = {
  lemma: 'word',
  translation: 'meaning',
  article: 'part_article',
  reading: 'part_reading',
  partOfSpeech: 'part_of_speech',
  gender: 'part_gender',
  forms: 'part_forms',
  sentence: 'sentence',
  surface: 'part_surface',
  level: 'level',
} as const satisfies Record<WordPart, MessageKey>;

interface ImportColumnsProps {
  table: OpenedTable;
  reading: Reading;
  onChange: (changed: Partial<Reading>) => void;
}

/** The first rows of a file, and what is in which of its columns. */
export function ImportColumns({ table, reading, onChange }: ImportColumnsProps) {
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  // What the file was chosen with is gone.
  useEffect(() => title.current?.focus(), []);
  const { language, learnerLanguage, header, columns } = reading;
  const count = Math.max(...table.rows.map((cells) => cells.length), table.labels.length);
  const numbers = Array.from({ length: count }, (_, column) => column);
  const shown = header ? table.rows.slice(1) : table.rows;
  const own = { lang: language, dir: textDirection(language) };
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} ref={title} tabIndex={-1}>
        {t('import_columns')}
      </h2>
      <div className="field-row">
        <div className="field">
          <label htmlFor={`${id}-language`}>{t('import_language')}</label>
          <LanguageSelect
            id={`${id}-language`}
            value={language}
            onChange={(chosen) => onChange({ language: chosen })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-own`}>{t('import_own_language')}</label>
          <LanguageSelect
            id={`${id}-own`}
            value={learnerLanguage}
            onChange={(chosen) => onChange({ learnerLanguage: chosen })}
          />
        </div>
      </div>
      <SwitchField label={t('import_header')} checked={header} onChange={(chosen) => onChange({ header: chosen })} />
      <div className="exchange-table">
        <table>
          <thead>
            <tr>
              {numbers.map((column) => (
                <th key={column} scope="col">
                  <label htmlFor={`${id}-${column}`}>{nameOf(column, header ? table.rows[0] : table.labels)}</label>
                  <select
                    id={`${id}-${column}`}
                    value={partIn(columns, column) ?? ''}
                    onChange={({ target }) => onChange({ columns: withPart(columns, column, target.value) })}
                  >
                    <option value="">{t('import_ignore')}</option>
                    {wordParts.map((part) => (
                      <option key={part} value={part}>
                        {t(partNames[part])}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inOrder(shown.slice(0, 5), (cells) => (
              <tr>
                {numbers.map((column) => (
                  <td key={column} {...(partIn(columns, column) === 'translation' ? { dir: 'auto' } : own)}>
                    {cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function nameOf(column: number, labels: readonly string[] = []): string {
  return labels[column]?.trim() || t('import_column', column + 1);
}

function partIn(columns: Columns, column: number): WordPart | undefined {
  return wordParts.find((part) => columns[part] === column);
}

/** A part is in one column at most, and a column holds one. */
function withPart(columns: Columns, column: number, chosen: string): Columns {
  const others = Object.entries(columns).filter(([part, place]) => place !== column && part !== chosen);
  return Object.fromEntries(chosen === '' ? others : [...others, [chosen, column]]);
}
