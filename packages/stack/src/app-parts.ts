import { join } from 'node:path'
import type { BuiltApi, BuiltWeb } from './build/build.ts'
import { ensureCertificate } from './edge/certificate.ts'
import { edgeHealthPath } from './edge/health-path.ts'
import type { Allocation } from './home/allocation.ts'
import type { Home } from './home/paths.ts'
import { projectRoot } from './home/paths.ts'
import { asPlainUser, type PlainUser } from './home/plain-user.ts'
import type { Settings } from './settings/schema.ts'
import type { Part, PartName } from './supervisor/part.ts'

/** Resolves when a GET is answered with a status below 400. */
async function probeHttp(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal, redirect: 'manual' })
  await response.body?.cancel()
  if (response.status >= 400) throw new Error(`${new URL(url).pathname} answers ${response.status}`)
}

/** `live` answers though the database is away: no reason to restart the API. */
const apiHealth = { live: '/api/health/live', ready: '/api/health/ready' }

type AppOptions = { port: number; user: PlainUser | undefined }

/** The API process. */
export function apiPart(
  options: AppOptions & { built: BuiltApi; needs: PartName[]; environment: Record<string, string> },
): Part {
  const { built, port, user } = options
  return {
    name: 'api',
    needs: options.needs,
    version: built.version,
    address: `http://127.0.0.1:${port}`,
    fingerprint: built.hash,
    prepare: async () => {},
    command: () => ({
      argv: asPlainUser([process.execPath, '--enable-source-maps', built.main], user),
      env: options.environment,
      cwd: join(projectRoot, 'apps/api'),
    }),
    probe: (signal) => probeHttp(`http://127.0.0.1:${port}${apiHealth.live}`, signal),
    ready: (signal) => probeHttp(`http://127.0.0.1:${port}${apiHealth.ready}`, signal),
    stop: { signal: 'SIGTERM', graceMs: 10_000 },
    startTimeoutMs: 60_000,
  }
}

/** The web process: Next's standalone server. */
export function webPart(
  options: AppOptions & { built: BuiltWeb; apiPort: number; url: string },
): Part {
  const { built, port, user } = options
  return {
    name: 'web',
    needs: [],
    version: built.version,
    address: `http://127.0.0.1:${port}`,
    fingerprint: built.hash,
    prepare: async () => {},
    command: () => ({
      argv: asPlainUser([process.execPath, built.main], user),
      env: {
        NODE_ENV: 'production',
        PATH: process.env.PATH ?? '/usr/bin:/bin',
        HOSTNAME: '127.0.0.1',
        PORT: String(port),
        NEXT_TELEMETRY_DISABLED: '1',
        API_URL: `http://127.0.0.1:${options.apiPort}`,
        PUBLIC_URL: options.url,
      },
      cwd: built.folder,
    }),
    // A page that needs no API: the web is healthy though the API is away.
    probe: (signal) => probeHttp(`http://127.0.0.1:${port}/login`, signal),
    stop: { signal: 'SIGTERM', graceMs: 5_000 },
    startTimeoutMs: 60_000,
  }
}

/** The edge process: the one public port. */
export function edgePart(options: {
  home: Home
  settings: Settings
  url: string
  ports: Allocation
  user: PlainUser | undefined
}): Part {
  const { home, settings, ports, user } = options
  const host = settings.CALLFLOOR_PUBLIC_HOST
  const tls = host !== undefined
  const certificate = settings.CALLFLOOR_TLS_CERT ?? join(home.certificate, 'certificate.pem')
  const key = settings.CALLFLOOR_TLS_KEY ?? join(home.certificate, 'key.pem')
  const scheme = tls ? 'https' : 'http'
  return {
    name: 'edge',
    needs: [],
    version: '0.1.0',
    address: options.url,
    fingerprint: '',
    async prepare() {
      if (host && !settings.CALLFLOOR_TLS_CERT)
        await ensureCertificate({ host, certificate, key, user })
    },
    command: () => ({
      argv: asPlainUser([process.execPath, join(import.meta.dirname, 'edge/main.ts')], user, {
        lowPorts: ports.edge < 1024,
      }),
      env: {
        NODE_ENV: 'production',
        EDGE_HOST: tls ? '0.0.0.0' : '127.0.0.1',
        EDGE_PORT: String(ports.edge),
        EDGE_API: `http://127.0.0.1:${ports.api}`,
        EDGE_WEB: `http://127.0.0.1:${ports.web}`,
        EDGE_SIP: `http://127.0.0.1:${ports.http}`,
        ...(tls ? { EDGE_CERTIFICATE: certificate, EDGE_KEY: key } : {}),
      },
      cwd: projectRoot,
    }),
    probe: (signal) => probeEdge(`${scheme}://127.0.0.1:${ports.edge}${edgeHealthPath}`, signal),
    stop: { signal: 'SIGTERM', graceMs: 3_000 },
    startTimeoutMs: 20_000,
  }
}

// Over TLS the certificate bears the public name, not 127.0.0.1: only the answer counts.
async function probeEdge(url: string, signal: AbortSignal): Promise<void> {
  if (!url.startsWith('https:')) return probeHttp(url, signal)
  const { get } = await import('node:https')
  await new Promise<void>((resolve, reject) => {
    const request = get(url, { signal, rejectUnauthorized: false, agent: false }, (response) => {
      response.resume()
      if ((response.statusCode ?? 500) < 400) resolve()
      else reject(new Error(`the edge answers ${response.statusCode}`))
    })
    request.on('error', reject)
  })
}
