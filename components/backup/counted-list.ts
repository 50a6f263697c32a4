import { interfaceLanguage, tn } from '#lib/i18n/message.ts';

export interface Counts {
  conversations: number;
  messages?: number;
  words: number;
  facts: number;
}

/** "3 conversations and 40 words": what there is any of; empty where there is none of anything. */
export function countedList({ conversations, messages = 0, words, facts }: Counts): string {
  const parts = [
    conversations > 0 ? [tn('conversations_counted', conversations)] : [],
    messages > 0 ? [tn('messages_counted', messages)] : [],
    words > 0 ? [tn('words_counted', words)] : [],
    facts > 0 ? [tn('facts_counted', facts)] : [],
  ];
  return new Intl.ListFormat(interfaceLanguage(), { type: 'conjunction' }).format(parts.flat());
}
