/** A result list as a `result` event has it, of what was heard (with its alternatives) and whether that is final. */
export function results(...heard: [string | string[], boolean][]): SpeechRecognitionResultList {
  return heard.map(([text, isFinal]) =>
    Object.assign(
      [text].flat().map((transcript) => ({ transcript, confidence: 0.9 })),
      { isFinal },
    ),
  ) as unknown as SpeechRecognitionResultList;
}
