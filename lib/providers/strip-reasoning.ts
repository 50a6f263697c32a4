import type { StreamPart } from './provider.ts';
import { longestReply } from './reply-text.ts';

const tags = ['<think>', '<thinking>', '</think>', '</thinking>'];
const opening = /^<think(?:ing)?>/i;
const closing = /<\/think(?:ing)?>/i;
const anyTag = /<\/?think(?:ing)?>/i;

/** As much white space as a tag may be waited for in, in UTF-16 units. */
const longestLead = 1_000;

type Shown = Extract<StreamPart, { type: 'text' | 'retract' }>;

/**
 * Takes a model's reasoning out of its text, where its server failed to: leading `<think>…</think>` blocks, and what
 * comes before a `</think>` that was never opened, with the white space that follows. Tags within a reply stay.
 *
 * @param leaks whether the model is known to leave out the opening tag. Its text is held back until the closing tag or
 * the end; any other model's text is shown at once, and taken back when the closing tag turns up.
 */
export class ReasoningFilter {
  readonly #leaks: boolean;
  #state: 'start' | 'reasoning' | 'reply' | 'gap' | 'past' = 'start';
  /** Text that can not be judged before more has come. */
  #pending = '';
  /** A leaking model's text that may still turn out to be its reasoning. */
  #held = '';
  /** Tags within the reply that are not closed yet. */
  #open = 0;
  #shown = false;
  #leaked = false;

  constructor(leaks: boolean) {
    this.#leaks = leaks;
  }

  /** Whether there was a closing tag without an opening one. */
  get leaked(): boolean {
    return this.#leaked;
  }

  push(text: string): Shown[] {
    this.#pending += text;
    const parts: Shown[] = [];
    if (this.#state === 'start') this.#begin();
    if (this.#state === 'reasoning') this.#skipReasoning();
    if (this.#state === 'reply') parts.push(...this.#reply());
    if (this.#state === 'gap') this.#skipGap();
    if (this.#state === 'past') parts.push(...this.#show(this.#take(this.#pending.length)));
    return parts;
  }

  /** The text has ended: what was held back is a reply after all. */
  end(): Shown[] {
    return this.#state === 'reasoning' ? [] : this.#show(this.#held + this.#pending);
  }

  #begin(): void {
    const text = this.#pending.trimStart();
    if (opening.test(text)) this.#state = 'reasoning';
    else if (!mayBeTag(text) || this.#pending.length > longestLead) this.#state = 'reply';
  }

  #skipReasoning(): void {
    const end = closing.exec(this.#pending);
    if (end) this.#leave(end.index + end[0].length);
    else this.#take(this.#pending.length - partialTag(this.#pending));
  }

  #reply(): Shown[] {
    let judged = '';
    for (let tag = anyTag.exec(this.#pending); tag; tag = anyTag.exec(this.#pending)) {
      const end = tag.index + tag[0].length;
      const closes = tag[0].startsWith('</');
      if (closes && this.#open === 0) {
        this.#leaked = true;
        this.#leave(end);
        return this.#shown ? [{ type: 'retract' }] : [];
      }
      this.#open += closes ? -1 : 1;
      judged += this.#take(end);
    }
    judged += this.#take(this.#pending.length - partialTag(this.#pending));
    if (!this.#leaks) return this.#show(judged);
    this.#held += judged;
    if (this.#held.length <= longestReply) return [];
    // It is too long for a reply, and so for what may still turn out to be one.
    const held = this.#held;
    this.#held = '';
    return this.#show(held);
  }

  #leave(end: number): void {
    this.#take(end);
    this.#held = '';
    this.#state = 'gap';
  }

  #skipGap(): void {
    this.#pending = this.#pending.trimStart();
    while (opening.test(this.#pending)) {
      const end = closing.exec(this.#pending);
      if (end === null) {
        this.#state = 'reasoning';
        return;
      }
      this.#leave(end.index + end[0].length);
      this.#pending = this.#pending.trimStart();
    }
    if (!mayBeTag(this.#pending)) this.#state = 'past';
  }

  #take(length: number): string {
    const text = this.#pending.slice(0, length);
    this.#pending = this.#pending.slice(length);
    return text;
  }

  #show(text: string): Shown[] {
    if (text === '') return [];
    this.#shown = true;
    return [{ type: 'text', text }];
  }
}

/** Whether a text may be the beginning of a tag, as nothing at all may. */
function mayBeTag(text: string): boolean {
  return tags.some((tag) => tag.startsWith(text.toLowerCase()));
}

/** The length of the longest end of a text that may turn out to begin a tag. */
function partialTag(text: string): number {
  const start = text.lastIndexOf('<');
  const end = start < 0 ? '' : text.slice(start);
  return mayBeTag(end) ? end.length : 0;
}
