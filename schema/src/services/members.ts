import type { Member, MemberId, SiteId } from '../model/index.ts'
import type { Page, PageArguments } from './page.ts'
import type { MemberViewer, ServerViewer } from './viewer.ts'

/** Per item of a list call: done, or why not; the other items go on. */
export type Outcome<T> = { value: T } | { refusal: import('../model/index.ts').Refusal }

export interface MemberService {
  /** By a part of the name or the exact id, under the site's directPolicy. */
  search(viewer: MemberViewer, args: PageArguments & { search: string }): Promise<Page<Member>>
  /** Batched: one statement for all ids; absent ones are undefined. */
  find(site: SiteId, ids: readonly MemberId[]): Promise<(Member | undefined)[]>
  /** Idempotent; members may be added before their first login. */
  upsert(viewer: ServerViewer, members: readonly unknown[]): Promise<Outcome<Member>[]>
}
