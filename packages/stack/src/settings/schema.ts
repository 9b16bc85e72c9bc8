import { z } from 'zod'

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int('must be a whole number')
  .min(1, 'must be between 1 and 65535')
  .max(65_535, 'must be between 1 and 65535')

const yesNo = z
  .enum(['true', 'false', 'yes', 'no', '1', '0'], { error: 'must be true or false' })
  .transform((text) => ['true', 'yes', '1'].includes(text))

const absolutePath = z.string().startsWith('/', 'must be an absolute path')
const ipv4 = z.ipv4('must be an IPv4 address such as 203.0.113.5')
const hostName = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/, 'must be a host name or IPv4 address')

const portRange = z
  .string()
  .regex(/^\d{4,5}-\d{4,5}$/, 'must be two ports with a dash, such as 10000-11999')
  .transform((text) => {
    const [start = 0, end = 0] = text.split('-').map(Number)
    return { start, end }
  })
  .refine(({ start, end }) => start >= 1024 && end <= 65_535 && end - start >= 99, {
    error: 'must span at least 100 ports between 1024 and 65535',
  })

/** One setting: its schema, its default as written in .env.example, and what it is for. */
type Setting = { schema: z.ZodType; example: string; help: string }

const setting = <T extends z.ZodType>(schema: T, example: string, help: string) => ({
  schema,
  example,
  help,
})

/** Every setting a user may give, in .env or in the environment. An empty value counts as unset. */
export const settings = {
  CALLFLOOR_HOME: setting(
    absolutePath.optional(),
    '',
    'Folder for everything Callfloor makes: data, downloads, logs. Default: .callfloor in the checkout.',
  ),
  CALLFLOOR_PORT: setting(
    port.optional(),
    '',
    'The one public port. Default: 8080, or the next free one (443 with a public host).',
  ),
  CALLFLOOR_PUBLIC_HOST: setting(
    hostName.optional(),
    '',
    'Name or address browsers use from other machines; switches TLS on. Same as: up --public HOST.',
  ),
  CALLFLOOR_TLS_CERT: setting(
    absolutePath.optional(),
    '',
    'Certificate chain (PEM) for the public host. Default: one is made and signed by itself.',
  ),
  CALLFLOOR_TLS_KEY: setting(absolutePath.optional(), '', 'Private key (PEM) of that certificate.'),
  CALLFLOOR_DEMO: setting(
    yesNo.default(true),
    'true',
    'Demo tenant, users and the simulated telephone network. Same as: up --no-demo.',
  ),
  CALLFLOOR_SIP_HOST: setting(
    ipv4.default('127.0.0.1'),
    '127.0.0.1',
    'Address on which carriers reach Asterisk by SIP over UDP. Set it to a real address for a real trunk.',
  ),
  CALLFLOOR_SIP_PORT: setting(port.optional(), '', 'UDP port for SIP. Default: one that is free.'),
  CALLFLOOR_RTP_PORTS: setting(
    portRange.optional(),
    '',
    'UDP ports for audio, first-last; open them in the firewall. Default: 1000 ports that are free.',
  ),
  CALLFLOOR_EXTERNAL_ADDRESS: setting(
    ipv4.optional(),
    '',
    'The public address of a machine behind NAT, told to carriers and browsers.',
  ),
  CALLFLOOR_LOG_LEVEL: setting(
    z
      .enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' })
      .default('info'),
    'info',
    'How much the API writes to its log: debug, info, warn or error.',
  ),
  DATABASE_URL: setting(
    z
      .string()
      .regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgres://user:password@host:5432/name')
      .optional(),
    '',
    'A PostgreSQL (16 or newer) of your own instead of the embedded one.',
  ),
  ASTERISK_BINARY: setting(
    absolutePath.optional(),
    '',
    "An Asterisk (20 or newer) of your own instead of Debian's package, such as /usr/sbin/asterisk.",
  ),
  FFMPEG: setting(z.string().default('ffmpeg'), 'ffmpeg', 'The ffmpeg that encodes recordings.'),
} satisfies Record<string, Setting>

export const settingsSchema = z.object({
  CALLFLOOR_HOME: settings.CALLFLOOR_HOME.schema,
  CALLFLOOR_PORT: settings.CALLFLOOR_PORT.schema,
  CALLFLOOR_PUBLIC_HOST: settings.CALLFLOOR_PUBLIC_HOST.schema,
  CALLFLOOR_TLS_CERT: settings.CALLFLOOR_TLS_CERT.schema,
  CALLFLOOR_TLS_KEY: settings.CALLFLOOR_TLS_KEY.schema,
  CALLFLOOR_DEMO: settings.CALLFLOOR_DEMO.schema,
  CALLFLOOR_SIP_HOST: settings.CALLFLOOR_SIP_HOST.schema,
  CALLFLOOR_SIP_PORT: settings.CALLFLOOR_SIP_PORT.schema,
  CALLFLOOR_RTP_PORTS: settings.CALLFLOOR_RTP_PORTS.schema,
  CALLFLOOR_EXTERNAL_ADDRESS: settings.CALLFLOOR_EXTERNAL_ADDRESS.schema,
  CALLFLOOR_LOG_LEVEL: settings.CALLFLOOR_LOG_LEVEL.schema,
  DATABASE_URL: settings.DATABASE_URL.schema,
  ASTERISK_BINARY: settings.ASTERISK_BINARY.schema,
  FFMPEG: settings.FFMPEG.schema,
})

/** The settings of one start, checked. */
export type Settings = z.infer<typeof settingsSchema>

/** Text of .env.example: every setting with its default. */
export function writeExample(): string {
  const lines = [
    '# Every setting of Callfloor, with its default. Copy to .env and change what you need;',
    '# the environment wins over .env. An empty value means the default.',
    '',
  ]
  for (const [name, { example, help }] of Object.entries(settings)) {
    lines.push(`# ${help}`, `${example === '' ? '#' : ''}${name}=${example}`, '')
  }
  return lines.join('\n')
}
