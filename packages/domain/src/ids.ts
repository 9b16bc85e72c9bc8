/**
 * Identifiers. A flavour keeps a queue's id from being passed where an agent's is meant,
 * while a plain string that came through a schema is still accepted.
 */
type Flavoured<Name extends string> = string & { readonly __flavour?: Name }

export type TenantId = Flavoured<'tenant'>
export type UserId = Flavoured<'user'>
/** An agent is a person's membership in one tenant: the id of that membership. */
export type AgentId = Flavoured<'agent'>
export type QueueId = Flavoured<'queue'>
export type TrunkId = Flavoured<'trunk'>
export type CallId = Flavoured<'call'>
/** Asterisk's Uniqueid of the channel. */
export type LegId = Flavoured<'leg'>
/** Asterisk's Linkedid: shared by the channels of one conversation. */
export type LinkedId = Flavoured<'linked'>
export type SessionId = Flavoured<'session'>
/** Asterisk's systemname: which switch a call lives on. */
export type NodeName = Flavoured<'node'>
