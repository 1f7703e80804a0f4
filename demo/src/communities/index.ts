import type { Community, Language, Persona } from './community.ts'
import { ridgeline } from './ridgeline.ts'
import { sandeul } from './sandeul.ts'

export type { Community, Language, Person, Persona, Scenes, SeedDirectRoom, SeedRoom } from './community.ts'

export const communities: readonly Community[] = [sandeul, ridgeline]

export const communityOf = (language: Language): Community => (language === 'ko' ? sandeul : ridgeline)

/** Persona ids are unique among the communities, so that `?persona=minji` says it all. */
export function findPersona(id: string | null): { community: Community; persona: Persona } | undefined {
  for (const community of communities) {
    const persona = community.personas.find((candidate) => candidate.id === id)
    if (persona) return { community, persona }
  }
  return undefined
}
