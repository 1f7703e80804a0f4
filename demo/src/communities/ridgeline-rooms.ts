import type { SeedDirectRoom, SeedRoom } from './community.ts'

const named = ['sam', 'maya', 'joe', 'tom', 'priya', 'anna', 'hugh', 'leila']
const operators = ['joe']

export const ridgelineRooms: SeedRoom[] = [
  {
    key: 'announcements',
    title: 'Announcements',
    announcements: true,
    members: named,
    crowd: 40,
    operators,
    unread: { sam: 1, maya: 1 },
    transcript: `
      @-18
      19:05 joe: Subscriptions are due by the 5th. The accounts are on the noticeboard, as always.
      @-10
      20:30 joe: Thank you to the fourteen who came up Blencathra. Photos are under Reports.
      @-4
      18:00 joe: Welcome to Hugh and Leila. Loughrigg is a lovely first walk with us.
      @recent
      -48 joe: Saturday: meet at Glenridding car park at 8:30. It will be cold early, so bring layers and a flask.
    `,
  },
  {
    key: 'helvellyn',
    title: 'Helvellyn, Saturday',
    members: named,
    crowd: 18,
    operators,
    unread: { sam: 2 },
    transcript: `
      @-6
      19:40 joe: We go up by Striding Edge at an easy pace and come down Swirral Edge. Lunch on the plateau, back at the cars around three.
      19:44 maya: Count me in. I have wanted to do the edge for years.
      19:47 tom: Me too.
      19:52 sam: Is it all right for someone who is not great with heights?
      19:58 joe: There is a path just below the crest. We will take that one together.
      19:59 sam: That helps a lot, thank you.
      @-3
      12:10 anna: Please bring a litre of water, something to eat on the move, and a dry layer.
      12:16 priya: And gloves! The rock is cold to hold in the morning.
      12:20 hugh: Lunch on our own, or together?
      12:31 joe: On our own at the top, then tea at the mill afterwards. I have asked them to keep a table.
      12:33 leila: Tea at the mill 🙌
      @-1
      21:05 joe: Forecast looks good. Clear, with a breeze on top.
      21:08 sam: I can take two from Penrith if anyone needs a lift.
      21:09 maya: Yes please!
      @recent
      -31 priya: Will we need microspikes?
      -24 anna: There may be ice near the summit. I can bring two extra pairs.
    `,
  },
  {
    key: 'beginners',
    title: 'Beginners’ questions',
    open: true,
    members: named,
    crowd: 64,
    operators,
    transcript: `
      @-9
      13:00 leila: Are trainers all right for a first walk?
      13:05 priya: On Loughrigg, yes. Boots with ankle support make the rocky ones much easier.
      13:07 tom: Check the soles. Worn ones slip on wet slate.
      13:10 leila: Then I will start with Loughrigg. Thank you both.
      @-4
      22:02 hugh: How much water do you carry?
      22:09 anna: A litre for four hours. A warm flask as well from October on.
      @-1
      9:02 priya: Boots with ankle support are worth it. Try them on with thick socks.
    `,
  },
  {
    key: 'kit',
    title: 'Kit to lend',
    open: true,
    members: named,
    crowd: 31,
    operators,
    transcript: `
      @-8
      18:40 anna: Does anyone need a 30-litre rucksack? Hardly used.
      18:52 leila: I do! Could you bring it on Saturday?
      18:53 anna: Of course.
      @-1
      18:10 tom: I have a pair of poles to lend. They adjust.
      18:15 sam: I’d like to borrow them, thank you!
    `,
  },
  {
    key: 'supper',
    title: 'Valley supper',
    members: ['sam', 'maya', 'joe', 'anna'],
    operators,
    transcript: `
      @-11
      20:12 joe: We need somewhere that seats twenty-five. Ideas?
      20:18 anna: The barn at Grasmere? They let us bring our own cake last year.
      20:21 maya: That soup, though.
      @-3
      19:30 joe: I have it down to two places.
      19:34 sam: Happy to look at them with you after the walk.
    `,
  },
  {
    key: 'everyone',
    title: 'Everyone',
    open: true,
    members: named,
    crowd: 300,
    operators,
    chatter: 300,
  },
  {
    key: 'campfire',
    title: 'Campfire',
    open: true,
    members: named,
    crowd: 60,
    operators,
    chatter: 2_000,
  },
]

export const ridgelineDirectRooms: SeedDirectRoom[] = [
  {
    between: ['sam', 'maya'],
    unread: { sam: 1 },
    transcript: `
      @-10
      21:30 maya: Have you seen the Blencathra photos?
      21:35 sam: Just now. The light on the ridge is unreal.
      @-1
      21:12 sam: Shall I pick you up at seven on Saturday?
      21:13 maya: Seven is perfect. I’ll bring coffee.
      @recent
      -96 maya: The photos came out so well, shall I send you a few more?
    `,
  },
  {
    between: ['sam', 'tom'],
    transcript: `
      @-1
      18:17 tom: I’ll leave the poles in the boot. White van by the gate.
      18:20 sam: See you there on Saturday.
    `,
  },
  {
    between: ['maya', 'anna'],
    unread: { maya: 1 },
    transcript: `
      @-5
      20:02 anna: How is the knee?
      20:11 maya: Much better, thank you. The brace helps.
      @recent
      -170 anna: Good. We’ll take the way down slowly.
    `,
  },
]
