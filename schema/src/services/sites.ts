import type { SiteId } from '../model/index.ts'

export interface Site {
  id: SiteId
  name: string
  guestsAllowed: boolean
}

export interface SiteService {
  /** Undefined: no such site here. */
  find(site: SiteId): Promise<Site | undefined>
}
