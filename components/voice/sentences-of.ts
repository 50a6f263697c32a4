import { shownText } from '#lib/markdown/shown-text.ts';
import { spokenSentences } from '#lib/speech/chunks.ts';
import { isSpeech, speakableText } from '#lib/speech/speakable.ts';
import { blankHelp } from '#lib/tutor/help-lines.ts';

/** The sentences of a reply, one after the other, without what is only markup. @param language a BCP 47 tag */
export function sentencesOf(text: string, language: string): string[] {
  return split(blankHelp(text).replaceAll(/[*_`#>]+/g, ''), language);
}

/** Those of what a voice speaks of a reply: an address or an emoji is not to be said, nor written down. */
export function sayableSentences(text: string, language: string): string[] {
  return split(speakableText(shownText(text)).text, language).filter(isSpeech);
}

function split(plain: string, language: string): string[] {
  return spokenSentences(plain, language)
    .map((sentence) => sentence.trim().replaceAll(/\s+/g, ' '))
    .filter((sentence) => sentence !== '');
}
