import type { Limits, Member, Membership, Message, Reaction, RefusalDetails } from '../model/index.ts'
import type { MemberViewer, Site, ViewedRoom } from '../services/index.ts'
import { builder } from './builder.ts'

/** All nouns are declared before any is described: rooms and messages want each other. */
export const SiteRef = builder.objectRef<Site>('Site')
export const LimitsRef = builder.objectRef<Limits>('Limits')
export const ViewerRef = builder.objectRef<MemberViewer>('Viewer')
export const MemberRef = builder.objectRef<Member>('Member')
export const RoomRef = builder.objectRef<ViewedRoom>('Room')
export const MembershipRef = builder.objectRef<Membership>('Membership')
export const MessageRef = builder.objectRef<Message>('Message')
export const ReactionRef = builder.objectRef<Reaction>('Reaction')
export const RefusalRef = builder.objectRef<RefusalDetails>('Refusal')
