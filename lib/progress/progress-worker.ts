import { serveDesk } from '#lib/desk/serve-desk.ts';
import { progressDesk } from './progress-desk.ts';

serveDesk(progressDesk);
