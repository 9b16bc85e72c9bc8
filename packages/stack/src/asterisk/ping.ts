import { connect } from 'node:net'

/**
 * One AMI Ping on a connection of its own, as a hang watch: the connection may open
 * while Asterisk's core is locked, so only FullyBooted (sent at login once every
 * module is up) and the Pong count. Rejects when they do not come before `signal`
 * aborts. The user needs the read class `system`.
 */
export function pingAmi(
  options: { port: number; user: string; secret: string; host?: string },
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: options.host ?? '127.0.0.1', port: options.port, signal })
    let said = ''
    const finish = (error?: Error) => {
      socket.destroy()
      if (error) reject(error)
      else resolve()
    }
    socket.setEncoding('utf8')
    socket.once('error', finish)
    socket.once('close', () => finish(new Error('Asterisk closed the connection')))
    socket.once('connect', () => {
      const login = `Action: Login\r\nUsername: ${options.user}\r\nSecret: ${options.secret}\r\nEvents: system\r\n\r\n`
      socket.write(`${login}Action: Ping\r\n\r\n`)
    })
    socket.on('data', (text: string) => {
      said += text
      if (said.includes('Authentication failed')) finish(new Error('AMI refused the watch user'))
      else if (said.includes('Ping: Pong') && said.includes('Event: FullyBooted')) finish()
    })
  })
}
