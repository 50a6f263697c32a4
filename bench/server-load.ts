/** A run of the clients. Bounded: it takes as long as its ramp and one reply. */
export interface Load {
  streams: number;
  tokensPerReply: number;
  /** From one token of a reply to the next, in milliseconds. */
  tokenEveryMs: number;
  /** The streams begin one after another over so many milliseconds. */
  rampMs: number;
}

/** What is measured. */
export const load: Load = { streams: 1_000, tokensPerReply: 150, tokenEveryMs: 100, rampMs: 4_000 };

/** As many tokens a second in a tenth of the streams: what the server takes for those is not a stream's own. */
export const base: Load = { streams: 100, tokensPerReply: 1_500, tokenEveryMs: 10, rampMs: 4_000 };
