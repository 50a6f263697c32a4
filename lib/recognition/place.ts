import type { RecognitionPlace } from '#lib/settings/settings.ts';
import type { Availability } from './browser-recognition.ts';

/** `install` is on the device, once its language is there; `choose` is for the learner to say. */
export type Recognition = 'on-device' | 'online' | 'install' | 'choose';

/** Where speech is recognised: on this device wherever that is possible, and elsewhere only if the learner has allowed it. */
export function recognitionPlace(wanted: RecognitionPlace, availability: Availability): Recognition {
  if (availability === 'available') return 'on-device';
  if (wanted === 'online') return 'online';
  return wanted === 'on-device' && availability !== 'unavailable' ? 'install' : 'choose';
}
