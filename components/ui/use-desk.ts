import { useEffect, useState } from 'react';
import type { Desk, DeskClient } from '#lib/desk/desk-client.ts';

/** A desk for as long as the room is there. */
export function useDesk<Tasks extends Desk<Tasks>>(open: () => DeskClient<Tasks>): DeskClient<Tasks> {
  const [desk] = useState(open);
  useEffect(() => () => desk.close(), [desk]);
  return desk;
}
