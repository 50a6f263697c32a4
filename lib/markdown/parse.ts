import { Lexer, Marked, type MarkedToken } from 'marked';

/**
 * The subset of Markdown that is drawn. HTML, automatic links and link definitions are not recognised at all, so that
 * they stay the text they are.
 */
const { defaults } = new Marked({
  tokenizer: {
    html: () => undefined,
    tag: () => undefined,
    autolink: () => undefined,
    url: () => undefined,
    def: () => undefined,
  },
});

/** A source's blocks, each with its inline tokens. */
export function parseBlocks(source: string): MarkedToken[] {
  return parse(source, (lexer) => lexer.lex(source));
}

/** The inline tokens of text that holds no blocks. */
export function parseInline(source: string): MarkedToken[] {
  return parse(source, (lexer) => lexer.inlineTokens(source));
}

function parse(source: string, run: (lexer: Lexer) => unknown[]): MarkedToken[] {
  try {
    // Without extensions, the lexer makes nothing but its own tokens.
    return run(new Lexer(defaults)) as MarkedToken[];
  } catch {
    // What the parser can not read is still the tutor's text.
    return [{ type: 'text', raw: source, text: source, escaped: false }];
  }
}
