/** A room by its id, by the site's own key, or as the direct room with a member. */
export type RoomName = { id: string } | { key: string } | { member: string }

export interface RoomOptions {
  /** Text for an empty composer; what a member has written stays. */
  draft?: string
}
