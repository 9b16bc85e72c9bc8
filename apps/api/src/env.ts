import { z } from 'zod'

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const port = z.coerce.number().int().min(1).max(65535)
const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)
const origins = z
  .string()
  .transform((list) => list.split(',').flatMap((entry) => entry.trim() || []))
  .pipe(z.array(origin))

const settings = z.object({
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port,
  /** Where people open Callfloor: the only origin that may change anything. */
  PUBLIC_URL: origin,
  /** More origins that may, separated by commas. */
  ALLOWED_ORIGINS: origins.default([]),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  AUTH_SECRET: z.string().min(32),
  /** Asterisk's systemname: the calls' node. */
  NODE_NAME: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
  AMI_HOST: z.string().default('127.0.0.1'),
  AMI_PORT: port.default(5038),
  AMI_USER: z.string().min(1),
  AMI_SECRET: z.string().min(1),
  ARI_URL: z.url({ protocol: /^https?$/ }),
  ARI_USER: z.string().min(1),
  ARI_SECRET: z.string().min(1),
  /** Where the generated pjsip.conf, extensions.conf and queues.conf go. */
  ASTERISK_GENERATED_DIR: z.string().min(1),
  /** Holds cel-custom/callfloor.log (older Asterisk: cel_custom) and queue_log. */
  ASTERISK_LOG_DIR: z.string().min(1),
  ASTERISK_SPOOL_DIR: z.string().min(1),
  RECORDINGS_DIR: z.string().min(1),
  /** The address media must use; 127.0.0.1 keeps it on loopback. */
  MEDIA_ADDRESS: z.union([z.ipv4(), z.ipv6()]).optional(),
  DEMO: flag.default(false),
  /** Where the demo's trunk points. */
  PSTN_HOST: z.string().default('127.0.0.2'),
  PSTN_PORT: port.default(5060),
  FFMPEG: z.string().default('ffmpeg'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

type Settings = z.output<typeof settings>
const Values = class {} as new () => Settings

/** What this process was told at its start; injected by this class. */
export class Env extends Values {
  constructor(values: Settings) {
    super()
    Object.assign(this, values)
  }
}

/**
 * Reads the environment once; an empty variable counts as not given.
 * @throws Error whose message names each variable that is missing or malformed
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = settings.safeParse(given)
  if (read.success) return new Env(read.data)
  const faults = read.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return given[name] === undefined
      ? `${name} is not set.`
      : `${name} is not usable: ${issue.message}.`
  })
  throw new Error(`The API cannot start. ${faults.join(' ')} See .env.example.`)
}
