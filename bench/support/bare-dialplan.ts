import type { Stack } from '@callfloor/stack'
import { withAmi } from './ami.ts'
import { addresses } from './floor.ts'
import { pushPhone } from './phones.ts'

/** User part of From by which Asterisk knows the caller of the bare dialplan. */
export const bareCaller = 'bench-caller'
/** What that caller dials. */
export const bareNumber = 'bare'

const context = 'bench-bare'

/**
 * The three-line dialplan: what any Asterisk does with a call for one telephone. It stands beside
 * Callfloor's own in the same Asterisk, behind a caller's endpoint of its own.
 */
export async function addBareDialplan(stack: Stack, phone: string): Promise<void> {
  await pushPhone(stack, bareCaller, { host: addresses.bareCaller, port: 5060 }, { context })
  await withAmi(stack, async (ami) => {
    const steps = [['NoOp'], ['Dial', `PJSIP/${phone}`], ['Hangup']]
    for (const [index, [application, data]] of steps.entries()) {
      await ami.action('DialplanExtensionAdd', {
        Context: context,
        Extension: bareNumber,
        Priority: index + 1,
        Application: application,
        ApplicationData: data,
      })
    }
  })
}
