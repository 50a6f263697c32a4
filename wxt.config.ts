import { defineConfig } from 'wxt';

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifest: {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    minimum_chrome_version: '120',
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
