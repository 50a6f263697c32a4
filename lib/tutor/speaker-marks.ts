import { foldForms } from './letter-forms.ts';

/**
 * A text without the marks that a model takes for a change of speaker: the tokens of chat templates, tags and labels that
 * name a speaker, and what looks like the end of a fence. Each becomes a space, so that nothing comes together around it.
 */
export function withoutSpeakerMarks(text: string): string {
  let left = text;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const stripped = withoutMarks(left);
    if (stripped === left) return left;
    left = stripped;
  }
  // Nobody writes marks within marks so deeply to be read: what they are made of goes.
  return withoutMarks(left.replaceAll(markCharacters, ' '));
}

/** What is left after a mark was taken out may be another one. */
const mostPasses = 6;

const markCharacters = /[<>|[\]:＜＞｜［］：‹›〈〉⟨⟩❘│ǀ∣【】]/g;

function withoutMarks(text: string): string {
  const { folded, places } = foldForms(text);
  const spans = marks.flatMap((mark) =>
    Array.from(folded.matchAll(mark), ({ 0: found, index }) => ({ start: index, end: index + found.length })),
  );
  if (spans.length === 0) return text;
  let left = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(at, places?.[start] ?? start);
    const to = places?.[end] ?? end;
    if (to <= at) continue;
    left += `${text.slice(at, from)} `;
    at = to;
  }
  return left + text.slice(at);
}

/** Who speaks, as chat templates and people who imitate them call it. */
const speakers = `
system assistant user human developer tool chatbot bot instruction instructions
sistema asistente usuario instrucciones assistente utente usuário istruzioni instruções
système utilisateur consignes benutzer assistent anweisung anweisungen użytkownik asystent sistem kullanıcı
система системное пользователь ассистент помощник инструкция
系统 系統 用户 用戶 助手 助理 システム ユーザー アシスタント 시스템 사용자 어시스턴트
النظام المستخدم المساعد سیستم کاربر دستیار सिस्टम उपयोगकर्ता सहायक`;

const speaker = alternatives(foldForms(speakers).folded);

/** Tokens of templates that stand between single brackets, and between square ones. */
const tokens = alternatives(String.raw`
start_of_turn end_of_turn start_of_image bos eos pad unk s sop eop eoh eoa bos_token eos_token pad_token unk_token
(?:reserved|special|extra_id|unused)_?\d+ seed:\w+ begin_of_\w+ end_of_\w+`);

const bracketed = alternatives(`
inst sys system system_prompt available_tools tool_calls tool_results tool_content think args call_id gmask model_settings`);

/** The longest first, so that none ends within another. */
function alternatives(names: string): string {
  const each = names.trim().split(/\s+/);
  return `(?:${each.toSorted((a, b) => b.length - a.length).join('|')})`;
}

/** In text as `foldForms` folds it: in lower case, with ASCII brackets, bars and colons. */
const marks: readonly RegExp[] = [
  // <|im_start|>, <｜Assistant｜>, and with gaps in them where they name a speaker.
  /<\|(?!\s)[^<>|\n]{1,60}(?<!\s)\|>/gu,
  new RegExp(String.raw`<\s?\|\s?(?:im_\w{1,9}|eot_id|\w{1,20}_(?:id|token)|end|${speaker})\s?\|\s?>`, 'gu'),
  // <|turn>, <turn|>
  /<\|[\p{L}\d_▁:/.-]{1,40}>|<[\p{L}\d_▁:/.-]{1,40}\|>/gu,
  // [INST], [/TOOL_RESULTS], [|system|], <<SYS>>, ]~b]
  new RegExp(String.raw`\[\/?\s?${bracketed}\s?\]|\[\|[^[\]|\n]{1,40}\|\]?|<<\/?\s?sys\s?>>|\]~[b!]\]|\[e~\[`, 'gu'),
  new RegExp(String.raw`<\/?${tokens}>`, 'gu'),
  // <system>, </reading>, but not List<User>.
  new RegExp(
    String.raw`(?:<\/|(?<![a-z\d_])<)\s?(?:${speaker}|prompt|untrusted|document|reading)(?![\p{L}\p{N}_])[^<>\n]{0,80}>`,
    'gu',
  ),
  /<\/?\s?(?:\w{1,12}:)?(?:thinking|think|tool_calls?|tool_response|tool_result|function_calls?|invoke|parameter)(?![\p{L}\p{N}_])[^<>\n]{0,80}>?/gu,
  // A line that says who is speaking: "**System:**", "【系统】：", "1. (user):", "### Instruction:".
  new RegExp(
    String.raw`^(?:[^\S\n]{0,8}[#*_>=\-•·–—.)([{"'“«\d]{0,8}[^\S\n]{0,4}["'“«([{]{0,2}(?:gpt4 correct )?${speaker}(?:[ _-](?:prompt|message|override|note|notice|update|alert)){0,2}["'”»)\]}*_]{0,6}[^\S\n]{0,4}:)+`,
    'gmu',
  ),
  /^#{2,6} ?(?:response|input) ?:/gmu,
  // What passes for the beginning or the end of a fence.
  /<<<+\s?[\p{L}_-]{1,20}\s[\da-f][\da-f ]{3,63}|(?<![\p{L}_-])[\p{L}_-]{1,20}\s[\da-f][\da-f ]{3,63}\s?>>>+/gu,
];
