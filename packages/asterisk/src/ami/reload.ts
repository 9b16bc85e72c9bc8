import type { GeneratedPart } from '../config/apply.ts'
import type { AmiSender } from './client.ts'

/**
 * Reloads what one generated file feeds and no more. Queues by QueueReload, parameters only:
 * a full reload of app_queue floods device state (asterisk/asterisk #1961, #1972).
 */
export async function reloadGenerated(ami: AmiSender, part: GeneratedPart): Promise<void> {
  if (part === 'queues') {
    await ami.action('QueueReload', { Members: 'no', Rules: 'no', Parameters: 'yes' }, 15_000)
    return
  }
  for (const module of MODULES[part]) await ami.action('Reload', { Module: module }, 15_000)
}

const MODULES: Readonly<Record<Exclude<GeneratedPart, 'queues'>, readonly string[]>> = {
  trunks: [
    'res_pjsip.so',
    'res_pjsip_authenticator_digest.so',
    'res_pjsip_endpoint_identifier_ip.so',
    'res_pjsip_outbound_registration.so',
  ],
  dialplan: ['pbx_config.so'],
}
