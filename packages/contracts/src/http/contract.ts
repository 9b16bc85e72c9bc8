import { agentContract } from './agent.ts'
import { callsContract } from './calls.ts'
import { leadsContract } from './leads.ts'
import { settingsContract } from './settings.ts'

/** Every HTTP route: paths are below {@link apiPrefix}. */
export const contract = {
  agent: agentContract,
  calls: callsContract,
  leads: leadsContract,
  settings: settingsContract,
}
export const apiPrefix = '/api/v1'
