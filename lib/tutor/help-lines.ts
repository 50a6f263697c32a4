/**
 * What a tutor says in the learner's own language stands in lines of their own that are quotes (`> …`): help, which is no
 * part of what is practised. Guided practice writes it so, and models are asked to.
 */
const helpLine = /^ {0,3}>.*$/gm;

/** A reply without its help, each character of which is a space: places in the text stay what they are. */
export function blankHelp(text: string): string {
  return text.replaceAll(helpLine, (line) => ' '.repeat(line.length));
}
