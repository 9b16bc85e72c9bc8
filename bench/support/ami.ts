import { type AmiClient, createAmiClient } from '@callfloor/asterisk'
import type { Stack } from '@callfloor/stack'

/** Lends a connection for actions; of the events it asks for as good as none. */
export async function withAmi<T>(stack: Stack, use: (ami: AmiClient) => Promise<T>): Promise<T> {
  // The client is up at FullyBooted, which is a system event.
  const ami = createAmiClient({ ...stack.asterisk.ami, eventMask: 'system' })
  ami.start()
  try {
    await ami.whenUp(10_000)
    return await use(ami)
  } finally {
    await ami.close()
  }
}
