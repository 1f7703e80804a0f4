import type { Community } from './community.ts'
import { inventEnglishNames } from './names.ts'
import { ridgelineDirectRooms, ridgelineRooms } from './ridgeline-rooms.ts'
import { ridgelineScenes } from './ridgeline-scenes.ts'

/** A walking club in the Lake District. */
export const ridgeline: Community = {
  site: 'ridgeline',
  language: 'en',
  name: 'Ridgeline Walkers',
  personas: [
    { id: 'sam', name: 'Sam', role: 'member' },
    { id: 'maya', name: 'Maya', role: 'member' },
    { id: 'joe', name: 'Joe (secretary)', role: 'operator' },
  ],
  members: [
    { id: 'sam', name: 'Sam' },
    { id: 'maya', name: 'Maya' },
    { id: 'joe', name: 'Joe (secretary)' },
    { id: 'tom', name: 'Tom Ellery' },
    { id: 'priya', name: 'Priya' },
    { id: 'anna', name: 'Anna' },
    { id: 'hugh', name: 'Hugh' },
    { id: 'leila', name: 'Leila' },
  ],
  crowd: inventEnglishNames,
  rooms: ridgelineRooms,
  directRooms: ridgelineDirectRooms,
  scenes: ridgelineScenes,
  words: {
    nav: { hikes: 'Hikes', stories: 'Reports', kit: 'Kit to lend', chat: 'Chat' },
    heroEyebrow: 'This week’s club walk',
    heroTitle: 'Helvellyn, Saturday',
    heroDetail: '8:30 AM at Glenridding car park · 18 going',
    upcoming: 'Coming up',
    ask: {
      title: 'New to the hills?',
      text: 'Ask about boots, routes or pace. Someone has been there.',
      button: 'Open beginners’ questions',
      room: 'beginners',
    },
    stories: 'Where we have been',
    kit: 'Kit that members lend',
  },
  hikes: [
    { afterSaturday: 0, title: 'Helvellyn by Striding Edge', level: 'Moderate · 6 hours', going: '18 going' },
    { afterSaturday: 7, title: 'Loughrigg Fell', level: 'Easy · 2 hours', going: '9 going' },
    { afterSaturday: 14, title: 'Fairfield Horseshoe', level: 'Hard · 7 hours', going: '12 going' },
    { afterSaturday: 28, title: 'Valley walk and supper', level: 'Easy · 3 hours', going: '24 going' },
  ],
  stories: [
    {
      title: 'Blencathra by Hallsfell',
      text: 'A dry ridge and a cold wind on top. We came down by Doddick and had soup in Threlkeld before dark.',
    },
    {
      title: 'Catbells and Maiden Moor',
      text: 'Three people came out with us for the first time. The steps after the first top were the hardest part of the day.',
    },
    {
      title: 'Langdale Pikes',
      text: 'Low cloud until noon, then all of Langdale at once. Next time we set off an hour earlier.',
    },
  ],
  kit: [
    { title: '30-litre rucksack', from: 'Anna' },
    { title: 'Two pairs of microspikes', from: 'Anna' },
    { title: 'Walking poles', from: 'Tom Ellery' },
    { title: 'Head torch', from: 'Priya' },
  ],
}
