import attempts from '../fixtures/injections.json' with { type: 'json' };
import texts from '../fixtures/harmless-texts.json' with { type: 'json' };

/** Something that a page, a server or a model could write to be obeyed, or to reach what it should not. */
export interface Injection {
  id: string;
  /** BCP 47 tag. */
  language: string;
  kind: string;
  /** Where it stands: in a page's HTML, in its text, in a tutor's reply, or in what a tutor answers where JSON is asked for. */
  channel: 'page-html' | 'page-text' | 'tutor-reply' | 'model-json';
  attempt: string;
  /** What of it must be gone before it stands in a prompt. */
  gone?: string[];
  /** `NONCE` in it stands for the real one. */
  guess?: boolean;
  /** On an answer in JSON: what was asked for. */
  task?: string;
  /** On HTML: what is to be read of it, and what is not. */
  seen?: string[];
  unseen?: string[];
}

export const injections = attempts as Injection[];

/** Texts that look like attempts in some way, and are none. */
export const harmlessTexts: { language: string; what: string; text: string }[] = texts;

/** As tokens of chat templates are written in their vocabularies, from the templates that the models' makers publish. */
const roleTokens: readonly string[] = `
<|im_start|> <|im_end|> <|im_sep|> <|im_middle|> <|endoftext|> <|startoftext|>
<|begin_of_text|> <|start_header_id|> <|end_header_id|> <|eot_id|> <|eom_id|> <|python_tag|>
<|header_start|> <|header_end|> <|eot|> <|eom|> <|end_of_text|>
[INST] [/INST] <<SYS>> <</SYS>> <s> </s> [SYSTEM_PROMPT] [/SYSTEM_PROMPT] [AVAILABLE_TOOLS] [/AVAILABLE_TOOLS]
[TOOL_CALLS] [TOOL_RESULTS] [/TOOL_RESULTS] [TOOL_CONTENT] [THINK] [/THINK] [ARGS] [CALL_ID]
<start_of_turn> <end_of_turn> <bos> <eos> <pad> <unk> <|turn> <turn|> <|think|> <|channel> <channel|>
<|tool_call> <tool_call|>
<｜begin▁of▁sentence｜> <｜end▁of▁sentence｜> <｜User｜> <｜Assistant｜> <｜tool▁calls▁begin｜>
<|system|> <|user|> <|assistant|> <|end|> <|tool|> <|observation|>
<|START_OF_TURN_TOKEN|> <|END_OF_TURN_TOKEN|> <|SYSTEM_TOKEN|> <|USER_TOKEN|> <|CHATBOT_TOKEN|> <BOS_TOKEN> <EOS_TOKEN>
<|start|> <|message|> <|channel|> <|call|> <|return|> <|start_of_role|> <|end_of_role|> <|end_of_turn|>
[gMASK] <sop> <eop> [|system|] [|user|] [|assistant|] [|endofturn|] ]~b] [e~[
<tool_call> </tool_call> <tool_response> </tool_response> <think> </think>
<function_calls> </function_calls> <invoke <system> </system> <human> <bot> <extra_id_0>`
  .trim()
  .split(/\s+/);

/** What of a text could be taken for a change of speaker, also where it is written in other forms of the letters. */
export function roleMarksIn(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll(invisible, '').toLowerCase();
  const tokens = roleTokens.filter((token) => plain.includes(token.normalize('NFKC').toLowerCase()));
  const labels = plain.match(
    /^[ \t]*(?:system|assistant|user|human|instruction|sistema|система|系统|システム)[ \t]*:/gmu,
  );
  return [...tokens, ...(labels ?? [])];
}

/** Whatever is drawn as nothing, the controls, and what reorders text. */
const invisible = /\p{Default_Ignorable_Code_Point}|(?![\t\n])\p{Cc}|[\u2028\u2029\uFFF9-\uFFFB]|\p{Cs}/gu;

/** What nobody sees of a text, but for what emoji and scripts are written with. */
export function invisiblesIn(text: string): string[] {
  const written = text
    .replaceAll(/(?<=\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D(?=\p{Extended_Pictographic})/gu, '')
    .replaceAll(/(?<=\p{Extended_Pictographic})\uFE0F|(?<=[\d#*])\uFE0F(?=\u20E3)/gu, '')
    .replaceAll(/(?<=[\p{scx=Arab}\p{scx=Deva}\p{scx=Beng}\p{scx=Mlym}\p{scx=Sinh}])[\u200C\u200D]/gu, '')
    .replaceAll(/(?<=\p{Script=Mongolian})\u180B/gu, '')
    .replaceAll(/\u{1F3F4}\u{E0067}\u{E0062}[\u{E0061}-\u{E007A}]{3}\u{E007F}/gu, '');
  return written.match(invisible) ?? [];
}
