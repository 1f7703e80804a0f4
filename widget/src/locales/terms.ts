/** Every sentence of the widget. A new language is one file that fills this in. */
export interface Terms {
  chats: string
  openChat: string
  closeChat: string
  unread(count: number): string
  back: string
  close: string
  roomActions: string
  search: string
  newChat: string
  searchRooms: string
  searchMembers: string
  noMatch: string
  members(count: number): string
  online: string
  typing: string
  typingNames(names: readonly string[]): string
  you: string
  youSaid(text: string): string
  said(name: string, text: string): string
  today: string
  yesterday: string
  readUpToHere: string
  newMessages(count: number): string
  toNewest: string
  read: string
  edited: string
  sending: string
  deletedMessage: string
  notSent: string
  resend: string
  discard: string
  writeMessage: string
  send: string
  cancel: string
  editing: string
  save: string
  replyingTo(name: string): string
  react: string
  reply: string
  more: string
  copy: string
  edit: string
  delete: string
  reactions: string
  firstChat(name: string): string
  emptyRoom: string
  noRooms: string
  browsePublic: string
  publicRooms: string
  noPublicRooms: string
  join: string
  pickRoom: string
  closedTitle: string
  closedHint: string
  toList: string
  disconnected: string
  failedToLoad: string
  signedOut: string
  tryAgain: string
  operatorsOnly: string
  frozen: string
  cannotPost: string
  muted: string
  muteRoom: string
  unmuteRoom: string
  leaveRoom: string
  joined(name: string): string
  left(name: string): string
  roomRenamed: string
  roomFrozen: string
  roomThawed: string
  tooLong: string
  unsentFull: string
  failure(code: string): string
  messagesOf(room: string): string
  goBack: string
  roomDetails: string
  notifications: string
  notify: Record<'ALL' | 'MENTIONS' | 'NONE', string>
  memberList: string
  roles: Record<'OWNER' | 'OPERATOR' | 'MEMBER', string>
  memberActions(name: string): string
  startDirect: string
  moreMembersBySearch: string
  membersFailed: string
  leaveTitle(room: string): string
  /** What happens: to the leaver, how they come back, and to their role. */
  leaveHint(joinPolicy: 'INVITE' | 'OPEN' | 'OPERATORS', owner: boolean): string
  removeMember: string
  removeTitle(name: string): string
  removeHint: string
  inviteMembers: string
  invite(count: number): string
  alreadyMember: string
  unpick(name: string): string
  roomSettings: string
  roomTitle: string
  joinPolicy: string
  joinPolicies: Record<'INVITE' | 'OPEN' | 'OPERATORS', string>
  postPolicy: string
  postPolicies: Record<'MEMBERS' | 'OPERATORS', string>
  slowMode: string
  slowModeOff: string
  seconds(seconds: number): string
  /** Said when a message waits for it. */
  slowModeOn(interval: string): string
  freeze: string
  freezeHint: string
  createRoom: string
  create: string
  roomKind: string
  roomKinds: Record<'GROUP' | 'PUBLIC', string>
  /** Why something was not done to a room or its members. */
  refused(code: string, field: string | null): string

  // Messages
  mention: string
  reactedBy(names: readonly string[], others: number): string
  moreEmoji: string
  unfold: string
  fold: string
  editedAt(when: string): string
  readBy(count: number): string
  jumpToDate: string
  go: string
}
