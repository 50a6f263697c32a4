import type { Level } from '#lib/providers/provider.ts';

/** A situation that a model plays with the learner. Its title and the learner's goal are among the interface's texts. */
export interface RolePlay {
  id: string;
  /** The level from which on it can be played. */
  from: Level;
  /** Who the tutor is, and where. */
  role: string;
  /** What the learner wants there. */
  goal: string;
  /** What makes it worth playing: something that does not go by itself. */
  turn: string;
  /** When it is over. */
  ends: string;
}

export const rolePlays = [
  {
    id: 'cafe',
    from: 'A1',
    role: 'You are a waiter in a small café. The learner has just sat down.',
    goal: 'order something to eat and to drink, and pay',
    turn: 'One thing that the learner orders is sold out: offer something else.',
    ends: 'the learner has paid and said goodbye',
  },
  {
    id: 'market',
    from: 'A1',
    role: 'You sell fruit and vegetables at a market. The learner comes to your stall.',
    goal: 'buy what is needed for a dinner for two, and ask what it costs',
    turn: 'You praise something that is in season and ask how much the learner wants.',
    ends: 'the learner knows the price of everything and has paid',
  },
  {
    id: 'neighbour',
    from: 'A1',
    role: 'You have just moved in next door. You meet the learner on the stairs.',
    goal: 'introduce oneself and find out who the new neighbour is',
    turn: 'You are curious about the learner’s family and work.',
    ends: 'you know each other’s names and something about each other',
  },
  {
    id: 'way',
    from: 'A1',
    role: 'You live in this town and are walking your dog. The learner stops you in the street.',
    goal: 'find the way to the station',
    turn: 'The shortest way is closed today: describe another one, step by step.',
    ends: 'the learner has said the way back to you correctly',
  },
  {
    id: 'hotel',
    from: 'A2',
    role: 'You are at the reception of a hotel. The learner arrives in the evening.',
    goal: 'check in, and ask about breakfast and the key',
    turn: 'The room that was booked is not ready: offer two others.',
    ends: 'the learner has a room and knows when breakfast is',
  },
  {
    id: 'doctor',
    from: 'A2',
    role: 'You are a doctor in your practice. The learner does not feel well.',
    goal: 'say what hurts and since when, and understand what to do',
    turn: 'You ask about medicines and allergies before you give advice.',
    ends: 'the learner knows what to take and when to come back',
  },
  {
    id: 'ticket',
    from: 'A2',
    role: 'You sell tickets at a railway station. The learner wants to travel at the weekend.',
    goal: 'buy the right ticket at a good price',
    turn: 'The direct train is full: offer one with a change, and one that is later.',
    ends: 'the learner has decided on a train and has paid',
  },
  {
    id: 'invitation',
    from: 'A2',
    role: 'You are a friend of the learner’s and call to do something together at the weekend.',
    goal: 'agree on what to do, when and where to meet',
    turn: 'You have no time when the learner suggests first: look for another time.',
    ends: 'day, time and place are agreed',
  },
  {
    id: 'flat',
    from: 'B1',
    role: 'You show a flat that is to let. The learner comes to see it.',
    goal: 'find out whether it is the right flat, and what it costs in all',
    turn: 'There is something that you only say if you are asked: the street is loud at night.',
    ends: 'the learner has decided to take it or not, and said why',
  },
  {
    id: 'complaint',
    from: 'B1',
    role: 'You work at the service desk of a shop. The learner brings back something that broke after two days.',
    goal: 'get the money back or a new one',
    turn: 'First you only offer a repair. You give in to good, polite reasons.',
    ends: 'you have agreed on a solution',
  },
  {
    id: 'interview',
    from: 'B1',
    role: 'You lead a job interview at a friendly company. The learner has applied.',
    goal: 'present oneself, give examples of one’s work and ask about the job',
    turn: 'You ask about a weakness, and about a situation that went wrong.',
    ends: 'you have said when you will call back',
  },
  {
    id: 'lost',
    from: 'B1',
    role: 'You work at the lost-property office of an airport. The learner’s suitcase has not arrived.',
    goal: 'describe the suitcase and what is in it, and arrange how it is returned',
    turn: 'Two suitcases fit the description: ask until it is clear which one it is.',
    ends: 'the suitcase is found and its delivery arranged',
  },
  {
    id: 'debate',
    from: 'B2',
    role: 'You sit on the council of a small town that wants to close its centre to cars. You are against it.',
    goal: 'win you over, at least in part',
    turn: 'You bring up the shops, the old people and the costs, one after the other.',
    ends: 'both sides have found one thing that they agree on',
  },
  {
    id: 'negotiation',
    from: 'B2',
    role: 'You are the learner’s manager. The learner has asked for a talk about working hours and pay.',
    goal: 'agree on something better without spoiling the mood',
    turn: 'You value the learner, but the budget is tight: look for something that costs nothing.',
    ends: 'there is an agreement, with a date',
  },
  {
    id: 'story',
    from: 'C1',
    role: 'You make a podcast about turning points in people’s lives. The learner is your guest.',
    goal: 'tell of a turning point so that listeners want to hear more',
    turn: 'You pick up what is said between the lines and ask about it.',
    ends: 'the learner has said what has changed since then',
  },
] as const satisfies readonly RolePlay[];

export type RolePlayId = (typeof rolePlays)[number]['id'];
