import { AbilityBuilder, createMongoAbility, type MongoAbility } from '@casl/ability'

/** Roles in one tenant, weakest first. */
export const roles = ['AGENT', 'MANAGER', 'SUPERVISOR', 'ADMIN', 'OWNER'] as const
export type Role = (typeof roles)[number]

type Action = 'use' | 'read' | 'play' | 'listen' | 'change' | 'remove'
type Subject =
  | 'phone'
  | 'ownCalls'
  | 'calls'
  | 'floor'
  | 'reports'
  | 'recordings'
  | 'liveCalls'
  | 'leads'
  | 'assignedLeads'
  | 'settings'
  | 'users'
  | 'demo'
  | 'tenant'
export type Abilities = MongoAbility<[Action, Subject]>

/**
 * What each role may do: the one place. The server decides by it, the web hides by it.
 * A MANAGER plays recordings and has no supervisor functions; SUPERVISOR adds monitoring.
 */
export function abilitiesOf(role: Role): Abilities {
  const { can, build } = new AbilityBuilder<Abilities>(createMongoAbility)
  const rank = roles.indexOf(role)
  const atLeast = (other: Role) => rank >= roles.indexOf(other)

  can('use', 'phone')
  can('read', 'ownCalls')
  can('read', 'assignedLeads')
  if (atLeast('MANAGER')) {
    can('read', ['calls', 'floor', 'reports', 'leads'])
    can('play', 'recordings')
  }
  if (atLeast('SUPERVISOR')) can('listen', 'liveCalls')
  if (atLeast('ADMIN')) {
    can('change', ['settings', 'users', 'leads'])
    can('remove', ['demo', 'recordings'])
  }
  if (atLeast('OWNER')) can('remove', 'tenant')
  return build()
}
