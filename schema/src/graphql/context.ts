import type { SiteId } from '../model/index.ts'
import type { Services, Viewer } from '../services/index.ts'
import type { Loaders } from './loaders.ts'

/** What every resolver is given: made once per request by whoever serves the schema. */
export interface GraphqlContext {
  /** Null: nobody yet (before login). */
  viewer: Viewer | null
  /** The site of the token or, before login, the one that the `damso-site` header names. */
  site: SiteId | null
  services: Services
  loaders: Loaders
}
