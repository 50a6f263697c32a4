import { useEffect, useState } from 'react';
import { DeskClient } from '#lib/word-files/desk-client.ts';

/** A file desk for as long as the room is there. */
export function useDesk(): DeskClient {
  const [desk] = useState(() => new DeskClient());
  useEffect(() => () => desk.close(), [desk]);
  return desk;
}
