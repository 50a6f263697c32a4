import { serveDesk } from '#lib/desk/serve-desk.ts';
import { orderDesk } from './order-desk.ts';

serveDesk(orderDesk);
