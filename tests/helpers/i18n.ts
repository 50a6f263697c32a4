import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };

/** Has `browser.i18n.getMessage` answer from the English interface texts; an unknown key gives an empty text, as in Chrome. */
export function speakEnglish(): void {
  const texts: Record<string, { message: string }> = messages;
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((key, substitutions = []) => {
    const given = [substitutions].flat();
    return (texts[key]?.message ?? '').replaceAll(/\$(\d)/g, (_, place) => String(given[Number(place) - 1] ?? ''));
  });
}
