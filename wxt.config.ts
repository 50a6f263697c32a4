import { defineConfig } from 'wxt';

/** The oldest Chrome that Patter runs in. */
const oldestChrome = '120';

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  // For older ones the build would put a list of languages in the place of `:dir(rtl)`, whatever the page's direction is.
  vite: () => ({ build: { cssTarget: `chrome${oldestChrome}` } }),
  manifest: {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    minimum_chrome_version: oldestChrome,
    permissions: [
      'sidePanel',
      'storage',
      'unlimitedStorage',
      'declarativeNetRequestWithHostAccess',
      'contextMenus',
      'activeTab',
      'scripting',
      'alarms',
      'idle',
      'tts',
    ],
    // Asked for in the click that wants a reminder: at install it would be announced.
    optional_permissions: ['notifications'],
    // SQLite, which Anki's packages are made of, is WebAssembly of the extension's own.
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    action: { default_title: '__MSG_action_open__' },
  },
});
