import { networkInterfaces } from 'node:os'
import { dirname, join } from 'node:path'
import { celMapping, celSettings } from '@callfloor/asterisk'
import { apiPart, edgePart, webPart } from './app-parts.ts'
import { ensureAsterisk } from './asterisk/install.ts'
import type { AsteriskInstance } from './asterisk/instance.ts'
import { asteriskPart, watchUser } from './asterisk/part.ts'
import type { AsteriskRuntime } from './asterisk/runtime.ts'
import type { Built } from './build/build.ts'
import { type Allocation, allocatePorts } from './home/allocation.ts'
import type { Home } from './home/paths.ts'
import { ensurePlainUser, ownFolder, type PlainUser } from './home/plain-user.ts'
import { ensureSecrets, type Secrets } from './home/secrets.ts'
import { databaseUrlOf, postgresPart, probeDatabase } from './postgres/part.ts'
import { pstnInstance } from './pstn/instance.ts'
import type { Settings } from './settings/schema.ts'
import type { Part } from './supervisor/part.ts'
import { readProcess } from './supervisor/process.ts'

export type PlanOptions = {
  home: Home
  settings: Settings
  /** Media stays on 127.0.0.1: for tests on machines where only loopback may be used. */
  loopbackMedia: boolean
  /** Where the search for a public port starts; default 8080, with a public host 443. */
  edgeFrom?: number | undefined
  /** What to run of the API and the web, where they are wanted. */
  built: Built
  /** Makes the parts of the stack other than telephony and database optional (tests). */
  only?: readonly Part['name'][] | undefined
}

/** Everything that is decided before a process starts. */
export type Plan = {
  home: Home
  url: string
  demo: boolean
  ports: Allocation
  secrets: Secrets
  runtime: AsteriskRuntime
  user: PlainUser | undefined
  databaseUrl: string
  /** Where Callfloor's own Asterisk takes SIP. */
  sipHost: string
  parts: Part[]
}

/** `systemname` of Callfloor's own Asterisk, and the node name of its calls. */
export const nodeName = 'callfloor'
const apiUser = 'callfloor'
const pstnHost = '127.0.0.2'

/** The machine's own IPv4 addresses, offered to browsers as 127.0.0.1 in loopback mode. */
const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)

function mainInstance(
  options: PlanOptions,
  ports: Allocation,
  secrets: Secrets,
  runtime: AsteriskRuntime,
): AsteriskInstance {
  const { home, settings, loopbackMedia } = options
  const external = settings.CALLFLOOR_EXTERNAL_ADDRESS
  const offered = loopbackMedia ? '127.0.0.1' : external
  return {
    systemName: nodeName,
    runtime,
    folders: home.asterisk,
    sip: {
      host: settings.CALLFLOOR_SIP_HOST,
      port: ports.main.sip,
      external: external ? { address: external, localNet: '127.0.0.0/8' } : undefined,
    },
    ami: {
      port: ports.ami,
      users: [
        { name: watchUser, secret: secrets.amiWatch, read: 'system', write: '' },
        {
          name: apiUser,
          secret: secrets.ami,
          read: 'system,call,agent,user,dtmf,reporting,dialplan',
          write: 'system,call,agent,user,command,reporting,originate',
        },
      ],
    },
    http: { port: ports.http, ari: { user: apiUser, secret: secrets.ari } },
    rtp: {
      start: ports.main.rtpStart,
      end: ports.main.rtpEnd,
      candidates: offered ? ownAddresses().map((from) => ({ from, to: offered })) : [],
    },
    generated: home.generated,
    cel: { settings: celSettings, mapping: celMapping },
  }
}

function makeFolders(home: Home, user: PlainUser | undefined): void {
  for (const path of [home.root, home.data, home.run, home.logs, dirname(home.generated)]) {
    ownFolder(path, undefined, 0o755)
  }
  ownFolder(home.recordings, user)
  // Set-group: what a tool run by root writes here stays readable for Asterisk.
  ownFolder(home.generated, user, 0o2770)
}

/** The environment of the API; apps/api/src/env.ts is its reader. */
function apiEnvironment(options: PlanOptions, plan: Omit<Plan, 'parts'>): Record<string, string> {
  const { home, settings } = options
  const { ports, secrets } = plan
  return {
    NODE_ENV: 'production',
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    TZ: 'UTC',
    API_HOST: '127.0.0.1',
    API_PORT: String(ports.api),
    PUBLIC_URL: plan.url,
    // People also write the address; from outside there is the public one only.
    ...(settings.CALLFLOOR_PUBLIC_HOST
      ? {}
      : { ALLOWED_ORIGINS: `http://127.0.0.1:${ports.edge}` }),
    DATABASE_URL: plan.databaseUrl,
    AUTH_SECRET: secrets.auth,
    NODE_NAME: nodeName,
    AMI_HOST: '127.0.0.1',
    AMI_PORT: String(ports.ami),
    AMI_USER: apiUser,
    AMI_SECRET: secrets.ami,
    ARI_URL: `http://127.0.0.1:${ports.http}/ari`,
    ARI_USER: apiUser,
    ARI_SECRET: secrets.ari,
    ASTERISK_GENERATED_DIR: home.generated,
    ASTERISK_LOG_DIR: home.asterisk.log,
    ASTERISK_SPOOL_DIR: home.asterisk.spool,
    RECORDINGS_DIR: home.recordings,
    ...(options.loopbackMedia ? { MEDIA_ADDRESS: '127.0.0.1' } : {}),
    DEMO: String(plan.demo),
    PSTN_HOST: pstnHost,
    PSTN_PORT: String(ports.pstn.sip),
    FFMPEG: settings.FFMPEG,
    LOG_LEVEL: settings.CALLFLOOR_LOG_LEVEL,
  }
}

/**
 * Decides everything about a stack: installs Asterisk where needed, allots ports,
 * mints secrets and describes the parts. Starts nothing.
 */
export async function planStack(options: PlanOptions): Promise<Plan> {
  const { home, settings } = options
  const demo = settings.CALLFLOOR_DEMO
  const publicHost = settings.CALLFLOOR_PUBLIC_HOST
  const user = await ensurePlainUser([home.root, home.downloads, import.meta.dirname])
  makeFolders(home, user)
  const runtime = await ensureAsterisk({
    downloads: home.downloads,
    binary: settings.ASTERISK_BINARY,
  })
  const edgeHost = publicHost ? '0.0.0.0' : '127.0.0.1'
  const ports = await allocatePorts(
    home.ports,
    {
      edge: settings.CALLFLOOR_PORT,
      edgeHost,
      edgeFrom: options.edgeFrom ?? (publicHost ? 443 : 8080),
      sip: settings.CALLFLOOR_SIP_PORT,
      rtp: settings.CALLFLOOR_RTP_PORTS,
    },
    (name) => readProcess(join(home.run, `${name}.pid.json`)) !== undefined,
  )
  const secrets = ensureSecrets(home.secrets)
  const origin = publicHost ? `https://${publicHost}` : 'http://localhost'
  const url = ports.edge === 443 && publicHost ? origin : `${origin}:${ports.edge}`
  const databaseUrl =
    settings.DATABASE_URL ?? databaseUrlOf({ port: ports.postgres, password: secrets.postgres })
  if (settings.DATABASE_URL) await probeDatabase(settings.DATABASE_URL)
  const sipHost = settings.CALLFLOOR_SIP_HOST
  const base = { home, url, demo, ports, secrets, runtime, user, databaseUrl, sipHost }
  const parts = describeParts(options, base)
  return {
    ...base,
    parts: options.only ? parts.filter((p) => options.only?.includes(p.name)) : parts,
  }
}

function describeParts(options: PlanOptions, base: Omit<Plan, 'parts'>): Part[] {
  const { home, settings, built } = options
  const { ports, secrets, runtime, user } = base
  const parts: Part[] = []
  if (!settings.DATABASE_URL) {
    parts.push(
      postgresPart({
        dataFolder: home.postgres,
        port: ports.postgres,
        password: secrets.postgres,
        user,
      }),
    )
  }
  parts.push(
    asteriskPart({
      name: 'asterisk',
      instance: mainInstance(options, ports, secrets, runtime),
      runtime,
      user,
      writes: [join(home.asterisk.spool, 'recordings')],
    }),
  )
  if (base.demo) {
    const instance = pstnInstance({
      runtime,
      folders: home.pstn,
      host: pstnHost,
      slot: ports.pstn,
      amiPort: ports.pstnAmi,
      secrets: { carrier: secrets.pstnAmi, watch: secrets.pstnAmiWatch },
      main: { host: settings.CALLFLOOR_SIP_HOST, port: ports.main.sip },
    })
    parts.push(asteriskPart({ name: 'pstn', instance, runtime, user }))
  }
  const needs = parts.map(({ name }) => name)
  if (built.api)
    parts.push(
      apiPart({
        built: built.api,
        port: ports.api,
        user,
        needs,
        environment: apiEnvironment(options, base),
      }),
    )
  if (built.web)
    parts.push(
      webPart({ built: built.web, port: ports.web, user, apiPort: ports.api, url: base.url }),
    )
  parts.push(edgePart({ home, settings, url: base.url, ports, user }))
  return parts
}
