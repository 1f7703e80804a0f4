export type Language = 'ko' | 'en'

export interface Person {
  /** The community's own user id: `sub` of the token. */
  id: string
  name: string
}

/** Someone whose seat a visitor of the demo may take. */
export interface Persona extends Person {
  role: 'member' | 'operator'
}

export interface SeedRoom {
  key: string
  title: string
  /** Absent: an invite-only group. */
  open?: boolean
  announcements?: boolean
  /** Ids; `crowd`: those, and as many invented members as make this number. */
  members: string[]
  crowd?: number
  operators: string[]
  /** What was said so far: see `transcript.ts`. Instead of it, `chatter`: so many invented messages. */
  transcript?: string
  chatter?: number
  /** Newest messages that a persona has not read yet. */
  unread?: Record<string, number>
}

export interface SeedDirectRoom {
  between: [string, string]
  transcript: string
  unread?: Record<string, number>
}

export interface Hike {
  /** Days from the coming Saturday. */
  afterSaturday: number
  title: string
  level: string
  going: string
}

export interface Story {
  title: string
  text: string
}

/** An imagined site with its members, its pages and its rooms; on the server it is a site (tenant) of its own. */
export interface Community {
  site: string
  language: Language
  name: string
  /** The first two stand side by side when the demo opens. */
  personas: [Persona, Persona, ...Persona[]]
  members: Person[]
  /** Invents members for large rooms; the same every time. */
  crowd(count: number): Person[]
  rooms: SeedRoom[]
  directRooms: SeedDirectRoom[]
  /** What the large room talks about: see `chatter.ts`. */
  scenes: Scenes
  words: SiteWords
  hikes: Hike[]
  stories: Story[]
  kit: { title: string; from: string }[]
}

export interface Scenes {
  /** Values of `{slot}`, chosen anew for each scene and kept through it. */
  slots: Record<string, string[]>
  /** Each line begins with the speaker's letter: `a: …`. */
  scenes: string[]
}

/** What the community's pages say. */
export interface SiteWords {
  nav: { hikes: string; stories: string; kit: string; chat: string }
  heroEyebrow: string
  heroTitle: string
  heroDetail: string
  upcoming: string
  ask: { title: string; text: string; button: string; room: string }
  stories: string
  kit: string
}
