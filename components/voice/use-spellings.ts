import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { noSpellings, spellingsOf, type Spellings } from '#lib/recognition/spellings.ts';

/** What is known of ways to write the same words of a language, once that has been read. */
export function useSpellings(language: string): Spellings {
  const [known, setKnown] = useState<{ language: string; spellings: Spellings } | null>(null);
  useEffect(() => {
    let open = true;
    void spellingsOf(language, readOwn).then((spellings) => open && setKnown({ language, spellings }));
    return () => {
      open = false;
    };
  }, [language]);
  return known?.language === language ? known.spellings : noSpellings;
}

async function readOwn(path: string): Promise<string> {
  const response = await fetch(browser.runtime.getURL(`/${path}` as never));
  return response.text();
}
