import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenTenant, givenTenant } from '../db/given-tenant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { codeOf, startTestApp, type TestApp } from '../http/test-app.ts'
import { RecordingsModule } from './recordings.module.ts'
import { findPlayable } from './recordings.repository.ts'

let db: TestDatabase
let api: TestApp
let a: GivenTenant
let b: GivenTenant
let folder: string
const ready = uuidv7()
const encoding = uuidv7()
const sound = Buffer.from(Array.from({ length: 1000 }, (_, n) => n % 256))

beforeAll(async () => {
  db = await createTestDatabase()
  a = await givenTenant(db.database, 'A')
  b = await givenTenant(db.database, 'B')
  folder = mkdtempSync(join(tmpdir(), 'playback-'))
  const file = `${a.tenantId}/2026/01/${ready}.opus`
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), sound)
  await db.database.asSystem((tx) =>
    tx
      .insertInto('recordings')
      .values([
        { id: ready, tenant_id: a.tenantId, call_id: uuidv7(), file, state: 'ready' },
        { id: encoding, tenant_id: a.tenantId, call_id: uuidv7(), file, state: 'encoding' },
      ])
      .execute(),
  )
  api = await startTestApp(db.url, { imports: [RecordingsModule] }, { RECORDINGS_DIR: folder })
})
afterAll(async () => {
  await api.stop()
  await db.drop()
  rmSync(folder, { recursive: true, force: true })
})

const path = (id: string) => `/api/v1/recordings/${id}/audio`
async function play(cookie: string, headers: Record<string, string> = {}, id = ready) {
  const response = await fetch(api.url + path(id), { headers: { cookie, ...headers } })
  return { response, body: Buffer.from(await response.arrayBuffer()) }
}
const plays = () =>
  db.database.asSystem((tx) =>
    tx.selectFrom('audit').selectAll().where('action', '=', 'recording.played').execute(),
  )

describe('a recording', () => {
  test('plays whole for a manager, is kept by no cache, and is written down once a session', async () => {
    const before = (await plays()).length
    const cookie = await api.signIn(a.people.MANAGER)
    const [{ response, body }] = await Promise.all([play(cookie), play(cookie), play(cookie)])
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('audio/ogg')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('accept-ranges')).toBe('bytes')
    expect(body.equals(sound)).toBe(true)
    const audited = (await plays()).slice(before)
    expect(audited).toMatchObject([
      { actor_id: a.people.MANAGER.agentId, subject_id: ready, tenant_id: a.tenantId },
    ])
    await play(await api.signIn(a.people.MANAGER))
    expect(await plays()).toHaveLength(before + 2)
  })

  test.each([
    ['bytes=0-99', 0, 99],
    ['bytes=900-', 900, 999],
    ['bytes=-50', 950, 999],
    ['bytes=990-5000', 990, 999],
  ])('gives the part %s', async (range, first, last) => {
    const { response, body } = await play(await api.signIn(a.people.OWNER), { range })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/1000`)
    expect(body.equals(sound.subarray(first, last + 1))).toBe(true)
  })

  test('has nothing beyond its end', async () => {
    const cookie = await api.signIn(a.people.OWNER)
    const { response } = await play(cookie, { range: 'bytes=1000-' })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */1000')
  })

  test('is not for agents', async () => {
    const answer = await api.ask(path(ready), { cookie: await api.signIn(a.people.AGENT) })
    expect([answer.status, codeOf(answer)]).toEqual([403, 'notAllowed'])
  })

  test('is not there for another tenant, nor while it is being made, nor under any other name', async () => {
    const before = (await plays()).length
    const stranger = await api.signIn(b.people.OWNER)
    const owner = await api.signIn(a.people.OWNER)
    for (const [cookie, id] of [
      [stranger, ready],
      [owner, encoding],
      [owner, uuidv7()],
      [owner, '..%2f..%2fetc%2fpasswd'],
      [owner, "'; drop table recordings; --"],
    ] as const) {
      const answer = await api.ask(path(encodeURI(id)), { cookie })
      expect([id, answer.status, codeOf(answer)]).toEqual([id, 404, 'notFound'])
    }
    expect(await plays()).toHaveLength(before)
    const found = await db.database.forTenant(b.tenantId, (tx) =>
      findPlayable(tx, b.tenantId, ready),
    )
    expect(found).toBeUndefined()
  })

  test('needs a session', async () => {
    const answer = await api.ask(path(ready))
    expect([answer.status, codeOf(answer)]).toEqual([401, 'notSignedIn'])
  })
})
