import { browser, type Browser } from 'wxt/browser';
import { answerCommand, isMeanwhile } from '#lib/commands/answer.ts';
import type { CommandHandlers } from '#lib/commands/handlers.ts';
import { isOwnPage } from '#lib/platform/own-page.ts';

interface Answering {
  /** Who takes the ports of each name. */
  ports: Record<string, { accept: (port: Browser.runtime.Port) => void }>;
  handlers: CommandHandlers;
  hold: () => () => void;
  /** Called as the learner does something. */
  onSign: () => void;
}

/** Answers Patter's own pages, and nobody else. */
export function answerPages({ ports, handlers, hold, onSign }: Answering): void {
  browser.runtime.onConnect.addListener((port) => {
    const server = isOwnPage(port.sender) ? ports[port.name] : undefined;
    if (server === undefined) {
      port.disconnect();
      return;
    }
    onSign();
    server.accept(port);
  });
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    const answer = isOwnPage(sender) ? answerCommand(message, handlers) : undefined;
    if (answer === undefined) return false;
    if (!isMeanwhile(message)) onSign();
    // A tutor may take longer to answer than an idle worker lives.
    const letGo = hold();
    void answer.then(respond).finally(letGo);
    return true;
  });
}
