import { useEffect, useState } from 'react';
import { openersFor } from '#lib/db/read/openers.ts';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { levels, type Level } from '#lib/providers/provider.ts';
import { interests } from '#lib/settings/interests.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { rolePlays, type RolePlayId } from '#lib/tutor/scenes/role-plays.ts';
import { playSceneId, topicSceneId } from '#lib/tutor/scenes/scene-id.ts';
import { tierOf } from '#lib/tutor/scenes/topics.ts';
import { interestNames } from '#components/ui/interest-names.ts';
import type { ChosenScene } from './empty-conversation.tsx';

interface StartersProps {
  /** BCP 47 tag of the conversation. */
  language: string;
  level: Level;
  settings: Settings;
  onScene: (scene: ChosenScene) => void;
}

const playNames = {
  cafe: ['play_cafe', 'play_cafe_goal'],
  market: ['play_market', 'play_market_goal'],
  neighbour: ['play_neighbour', 'play_neighbour_goal'],
  way: ['play_way', 'play_way_goal'],
  hotel: ['play_hotel', 'play_hotel_goal'],
  doctor: ['play_doctor', 'play_doctor_goal'],
  ticket: ['play_ticket', 'play_ticket_goal'],
  invitation: ['play_invitation', 'play_invitation_goal'],
  flat: ['play_flat', 'play_flat_goal'],
  complaint: ['play_complaint', 'play_complaint_goal'],
  interview: ['play_interview', 'play_interview_goal'],
  lost: ['play_lost', 'play_lost_goal'],
  debate: ['play_debate', 'play_debate_goal'],
  negotiation: ['play_negotiation', 'play_negotiation_goal'],
  story: ['play_story', 'play_story_goal'],
} satisfies Record<RolePlayId, readonly [MessageKey, MessageKey]>;

/** What a conversation can begin with: something to talk about, or a situation to play. */
export function Starters({ language, level, settings, onScene }: StartersProps) {
  const tier = tierOf(level);
  const ready = useReadyScenes(language, level, settings);
  const liked = settings.interests.length > 0 ? settings.interests : interests;
  const chosen = readyFirst(liked, (interest) => topicSceneId(interest, tier), ready);
  const reached = rolePlays.filter(({ from }) => levels.indexOf(from) <= levels.indexOf(level));
  // What is just within reach is the most worth playing.
  const hardestFirst = reached.toSorted((a, b) => levels.indexOf(b.from) - levels.indexOf(a.from));
  const plays = readyFirst(hardestFirst, ({ id }) => playSceneId(id), ready);
  return (
    <>
      <h3>{t('starters_topics')}</h3>
      <ul className="topics">
        {chosen.map((interest) => (
          <li key={interest}>
            <button
              type="button"
              className="idea"
              onClick={() => onScene({ id: topicSceneId(interest, tier), title: t(interestNames[interest]) })}
            >
              {t(interestNames[interest])}
            </button>
          </li>
        ))}
      </ul>
      <h3>{t('starters_plays')}</h3>
      <ul className="scenes">
        {plays.map(({ id, from }) => {
          const [title, goal] = playNames[id];
          return (
            <li key={id}>
              <button type="button" className="scene" onClick={() => onScene({ id: playSceneId(id), title: t(title) })}>
                <span className="scene-title">{t(title)}</span>
                <span className="scene-gloss">{t(goal)}</span>
                <span className="tag">{from}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** The scenes whose first line was there already as this was opened: what comes later moves nothing under a finger. */
function useReadyScenes(language: string, level: Level, settings: Settings): ReadonlySet<string> {
  const { tutor, tutors, learnerLanguage } = settings;
  const { model } = tutors[tutor];
  const [ready, setReady] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let over = false;
    openersFor({ tutor, model, language, level, learnerLanguage }, Date.now()).then(
      (openers) => {
        if (!over) setReady(new Set(openers.map(({ scene }) => scene)));
      },
      // Where the store can not be read nothing is ready.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [tutor, model, language, level, learnerLanguage]);
  return ready;
}

/** What begins with no wait comes first; else everything stays in its order. */
function readyFirst<Item>(
  items: readonly Item[],
  sceneOf: (item: Item) => string,
  ready: ReadonlySet<string>,
): readonly Item[] {
  const isReady = (item: Item): number => Number(ready.has(sceneOf(item)));
  return items.toSorted((a, b) => isReady(b) - isReady(a));
}
