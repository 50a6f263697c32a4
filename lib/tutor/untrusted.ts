/**
 * What a page, a server or a model wrote, made fit for a prompt: characters that nobody sees and marks that a model takes
 * for a change of speaker are taken out (OWASP LLM01, https://genai.owasp.org/llmrisk/llm01-prompt-injection/).
 */
export function stripUntrusted(text: string): string {
  let stripped = text.toWellFormed().replaceAll(unseen, '');
  // What is left after a mark was taken out may be another one.
  for (let before = ''; before !== stripped;) {
    before = stripped;
    for (const mark of speakerMarks) stripped = stripped.replaceAll(mark, ' ');
  }
  return stripped.trim();
}

/**
 * A text as material in a prompt: between marks that it can not contain, since nobody who wrote it knows the nonce.
 *
 * @param kind what it is called in the instructions, such as "message"
 */
export function fence(text: string, kind: string, nonce: string): string {
  return `<<<${kind} ${nonce}\n${text.replaceAll(nonce, '')}\n${kind} ${nonce}>>>`;
}

/** 64 random bits, in hexadecimal. */
export function newNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Controls but tab and line feed, soft hyphens, zero-width and direction marks, and the tag characters that spell out
 * unseen text (UTS 51). Joiners stay: Persian, Hindi and emoji are written with them.
 */
const unseen =
  // oxlint-disable-next-line no-control-regex -- these are what it is for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

const roles =
  'system|assistant|user|human|developer|tool|instructions?|sistema|asistente|usuario|syst[eè]me|utilisateur|assistente|utente|usuário|assistent|benutzer|система|пользователь|ассистент|системa|系统|用户|助手|システム|ユーザー|アシスタント|النظام|المستخدم|المساعد';

const speakerMarks: readonly RegExp[] = [
  // Chat templates: <|im_start|>, <｜Assistant｜>, [INST], <<SYS>>, <start_of_turn>.
  /[<＜][|｜][^|｜<>＜＞\n]{0,60}[|｜][>＞]/gu,
  /\[\/?\s*(?:INST|SYS|SYSTEM|AVAILABLE_TOOLS|TOOL_CALLS)\s*\]/giu,
  /<<\/?\s*SYS\s*>>|<\/?\s*(?:start_of_turn|end_of_turn|bos|eos|s)\s*>/giu,
  new RegExp(`<\\/?\\s*(?:${roles}|thinking|think|prompt|untrusted|document)\\b[^<>\\n]{0,80}>`, 'giu'),
  // A line that says who is speaking.
  new RegExp(`^[\\s#*_>=-]{0,12}\\[?(?:${roles})(?:[ _-](?:prompt|message|override))?\\]?[\\s*_]{0,4}[:：]`, 'gimu'),
];
