import { X509Certificate } from 'node:crypto'
import { chownSync, existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname } from 'node:path'
import { generate } from 'selfsigned'
import { writeWhole } from '../home/files.ts'
import { ownFolder, type PlainUser } from '../home/plain-user.ts'

const days = 365
const renewBeforeMs = 30 * 24 * 3600 * 1000

function isGood(path: string, host: string): boolean {
  if (!existsSync(path)) return false
  const certificate = new X509Certificate(readFileSync(path))
  const names = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)
  return names !== undefined && certificate.validToDate.getTime() - Date.now() > renewBeforeMs
}

/**
 * Makes a self-signed certificate for a host (EC P-256, one year) unless a good one is
 * there. Browsers ask the user to accept it once; a real one is set by CALLFLOOR_TLS_CERT.
 */
export async function ensureCertificate(options: {
  host: string
  certificate: string
  key: string
  user: PlainUser | undefined
}): Promise<void> {
  const { host, certificate, key, user } = options
  if (isGood(certificate, host) && existsSync(key)) return
  ownFolder(dirname(key), user, 0o700)
  const notBefore = new Date()
  const made = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: notBefore,
    notAfterDate: new Date(notBefore.getTime() + days * 24 * 3600 * 1000),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [isIP(host) ? { type: 7, ip: host } : { type: 2, value: host }],
      },
    ],
  })
  writeWhole(certificate, made.cert)
  writeWhole(key, made.private, 0o600)
  if (user) chownSync(key, user.uid, user.gid)
}
