/** A forward keyset page. Cursors are opaque: what a service gives, only that service reads. */
export interface PageArguments {
  /** 1 to `limits.pageSize`. */
  first: number
  after?: string | null
}

export interface Page<T> {
  edges: { cursor: string; node: T }[]
  hasNextPage: boolean
}
