import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 42rem; padding: 2rem 1rem; color: CanvasText; background: Canvas; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid GrayText; border-radius: .5rem; }
code { font-family: ui-monospace, monospace; }
`;

const example = `curl -N http://localhost:8000/chat/stream -H "Content-Type: application/json" \\
  -d '{"conversation_id": 1, "user_message": "Hola", "language": "spanish", "difficulty_level": "A1"}'`;

/** What somebody reads who opens the server's address in a browser. */
export const frontPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Patter tutor server</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Patter tutor server</h1>
<p>This is a language tutor for the Patter browser extension, and for any other program that speaks its protocol. There is
nothing to see here: the talk is in the extension’s side panel.</p>
<h2>With the extension</h2>
<p>In Patter’s settings choose <strong>Tutor server</strong>, enter this page’s address, and the access token that
whoever runs this server has given you, if any.</p>
<h2>With anything else</h2>
<p>Ask from a command line on the server’s own computer:</p>
<pre tabindex="0"><code>${example}</code></pre>
<p><a href="openapi.json">openapi.json</a> describes every request. Whether the server runs is told by
<a href="health">health</a> and <a href="ready">ready</a>.</p>
</main>
</body>
</html>
`;

/** Nothing is loaded and nothing runs; the style is the one above. https://www.w3.org/TR/CSP3/#source-expression */
export const frontPageHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};
