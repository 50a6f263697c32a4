import { interfaceLanguage, t, type MessageKey } from '#lib/i18n/message.ts';
import { languageName } from '#lib/settings/languages.ts';

/** How voices come to a system, by `runtime.PlatformOs`. */
const installing: Readonly<Record<string, MessageKey>> = {
  mac: 'voice_install_mac',
  win: 'voice_install_windows',
  cros: 'voice_install_chromeos',
  linux: 'voice_install_linux',
};

/** What to do where there is no voice for a language. @param system `runtime.PlatformOs` */
export function howToInstall(language: string, system: string): string {
  return t(installing[system] ?? 'voice_install', languageName(language, interfaceLanguage()));
}
