const paths = {
  menu: 'M4 7h16M4 12h16M4 17h10',
  chat: 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z',
  settings:
    'M9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M9 7h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z',
  down: 'M12 5v14M6 13l6 6 6-6',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  pencil: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  bin: 'M5 7h14M10 7V5h4v2M7 7l1 13h8l1-13',
  reload: 'M4 12a8 8 0 1 1 2.5 5.8M4 19v-5h5',
  chevron: 'M6 9l6 6 6-6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  translate: 'M4 6h9M8.5 4v2M11 6c-.8 3.4-3 6.2-6.5 8M6 9.5c1.5 2.2 3.4 3.7 6 4.5M12 20l4.5-10L21 20M13.6 16.5h5.8',
  simpler: 'M4 7h16M4 12h10M4 17h5',
  slower: 'M12 7v5l3 2M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0',
  words: 'M6 4h11a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H7a2 2 0 0 1-2-2V5a1 1 0 0 1 1-1zM5 17.5A1.5 1.5 0 0 1 6.5 16H18M9 8h5',
  progress: 'M6 19v-6M12 19V5M18 19V9',
  idea: 'M9 18h6M10 21h4M12 3a6 6 0 0 1 3.6 10.8c-.7.6-1.1 1.3-1.1 2.2h-5c0-.9-.4-1.6-1.1-2.2A6 6 0 0 1 12 3z',
  microphone: 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M9 21h6',
  'say-it':
    'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v6a2.5 2.5 0 0 1-2.5 2.5H12l-4 4v-4H6.5A2.5 2.5 0 0 1 4 12.5zM9 8.5v2M12 7v5M15 8.5v2',
  ear: 'M7 10a5 5 0 0 1 10 0c0 3-2.5 3.7-3 6-.4 2-1.4 3-3 3a3 3 0 0 1-3-3M10 11a2 2 0 1 1 4 0c0 1.2-1 1.6-1.5 2.5',
  speak: 'M4 10v4h3l4.5 3.5v-11L7 10zM15 9.5a4 4 0 0 1 0 5M17.5 7a7.5 7.5 0 0 1 0 10',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5l11 7-11 7z',
  warning: 'M12 4l9 16H3zM12 10v4M12 17v.01',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside a name that is said elsewhere: it has none of its own. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
