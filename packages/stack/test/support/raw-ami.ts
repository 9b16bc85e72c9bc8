import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { eventually, type Stack } from '../../src/index.ts'

/** Every byte Asterisk sends over AMI, read without our own parser and without filters. */
export type RawAmi = {
  text(): string
  /** Frames of one event since the start, each by its first value of every header. */
  events(name: string): Record<string, string>[]
  /** Resolves when all that Asterisk had to say until now has been read. */
  inStep(): Promise<void>
  close(): void
}

export async function givenRawAmi({ asterisk }: Stack): Promise<RawAmi> {
  const { host, port, user, secret } = asterisk.ami
  const socket = connect(port, host)
  let text = ''
  socket.setEncoding('utf8').on('data', (part) => {
    text += part
  })
  const send = (...lines: string[]) => socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  const says = (words: string) =>
    eventually(
      () => {
        if (!text.includes(words)) throw new Error(`AMI did not say ${words}`)
      },
      { timeoutMs: 10_000, everyMs: 20 },
    )
  send('Action: Login', `Username: ${user}`, `Secret: ${secret}`, 'Events: on')
  await says('FullyBooted')
  return {
    text: () => text,
    events: (name) =>
      text
        .split('\r\n\r\n')
        .filter((frame) => frame.startsWith(`Event: ${name}\r\n`))
        .map((frame) =>
          Object.fromEntries(
            frame
              .split('\r\n')
              .toReversed()
              .map((line) => [line.split(': ', 1)[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
          ),
        ),
    async inStep() {
      const mark = randomUUID()
      send('Action: UserEvent', 'UserEvent: InStep', `Mark: ${mark}`)
      await says(`Mark: ${mark}`)
    },
    close: () => socket.destroy(),
  }
}
