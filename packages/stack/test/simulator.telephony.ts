// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what a hostile caller would send.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../src/index.ts'
import { givenSwitch, type Switch } from './given-switch.ts'

let floor: Switch
beforeAll(async () => {
  floor = await givenSwitch('simulator')
})
afterAll(() => floor?.stop())

describe('a caller from the simulated network', () => {
  test('hears the tone that is played, and only after the answer', async () => {
    const call = await floor.pstn.placeCall({ to: 'tone', seconds: 2 })
    const report = await call.ended()
    expect(report).toMatchObject({ result: 'answered', sipCode: 200 })
    expect(report.heard.rms).toBeGreaterThan(0.2)
    expect(report.heard.peakHz).toBeCloseTo(1004, -1)
    expect(report.durationMs).toBeGreaterThan(1_900)
    expect(report.durationMs).toBeLessThan(2_600)
  })

  test('is heard: its tone comes back through an echo', async () => {
    const call = await floor.pstn.placeCall({ to: 'echo', play: 'tone', seconds: 2 })
    expect((await call.ended()).heard.peakHz).toBeCloseTo(1004, -1)
  })

  test('hears nothing from a silent echo', async () => {
    const call = await floor.pstn.placeCall({ to: 'echo', play: 'silence', seconds: 2 })
    expect((await call.ended()).heard.rms).toBeLessThan(0.001)
  })

  test('speaks: speech comes back with the level of speech', async () => {
    const call = await floor.pstn.placeCall({ to: 'echo', play: 'speech', seconds: 4 })
    const { heard } = await call.ended()
    expect(heard.rms).toBeGreaterThan(0.01)
    expect(heard.rms).toBeLessThan(0.4)
  })

  test('can be listened to while the call lasts, and hang up', async () => {
    const call = await floor.pstn.placeCall({ to: 'tone' })
    await call.answered()
    await expect.poll(() => call.heard(500).peakHz, { timeout: 5_000 }).toBeCloseTo(1004, -1)
    await call.hangup()
    expect(await call.ended()).toMatchObject({ result: 'answered', sipCode: 200 })
  })

  test('presses digits that arrive in order', async () => {
    const call = await floor.pstn.placeCall({ to: 'digits', dtmf: '12#9' })
    await call.answered()
    await expect.poll(() => floor.logged('DIGITS 12#9'), { timeout: 8_000 }).toBe(true)
    await call.hangup()
    await call.ended()
  })

  test('may have any name, and nothing in it is executed', async () => {
    const fromName = 'Zoë <script>alert(1)</script> ${SHELL(id)} "quoted" \\ ;x'
    const call = await floor.pstn.placeCall({ to: 'name', from: '+33612345678', fromName })
    await call.ended()
    await expect
      .poll(() => floor.logged('NAME +33612345678 Zoë <script>'), { timeout: 5_000 })
      .toBe(true)
    expect(floor.logged('${SHELL(id)}')).toBe(true)
    expect(floor.logged('uid=')).toBe(false)
  })

  test('cannot dial what is no number', async () => {
    for (const to of ['', 'a b', '1@evil', '1/2', '1&2', '1\r\nAction: Command']) {
      await expect(floor.pstn.placeCall({ to })).rejects.toMatchObject({ code: 'badNumber' })
    }
    await expect(floor.pstn.placeCall({ to: '+12025550190', from: 'x y' })).rejects.toMatchObject({
      code: 'badNumber',
    })
  })

  test('cannot play what is no sound', async () => {
    const play = (file: string) => floor.pstn.placeCall({ to: 'tone', play: file })
    await expect(play('/nonexistent.wav')).rejects.toMatchObject({ code: 'noSound' })
    await expect(play(`${projectRoot}/package.json`)).rejects.toMatchObject({ code: 'notWav' })
  })
})

// The switch's dialplan carries these on to the simulator and hands its refusal back.
describe('a number of the simulator', () => {
  test.each([
    ['+12025550192', 'busy', 486],
    ['+12025550194', 'declined', 403],
    ['+12025550195', 'congestion', 503],
    ['+12025550199', 'notFound', 404],
  ])('%s is %s', async (to, result, sipCode) => {
    const call = await floor.pstn.placeCall({ to })
    expect(await call.ended()).toMatchObject({ result, sipCode, answeredMs: null })
  })

  test('…190 answers with a 1004 Hz tone', async () => {
    const call = await floor.pstn.placeCall({ to: '+12025550190', seconds: 2 })
    expect((await call.ended()).heard.peakHz).toBeCloseTo(1004, -1)
  })

  test('…191 echoes', async () => {
    const call = await floor.pstn.placeCall({ to: '+12025550191', play: 'tone', seconds: 2 })
    expect((await call.ended()).heard.peakHz).toBeCloseTo(1004, -1)
  })

  test('…193 never answers', async () => {
    const call = await floor.pstn.placeCall({ to: '+12025550193', ringSeconds: 3 })
    const report = await call.ended()
    expect(report).toMatchObject({ result: 'noAnswer', sipCode: 487, answeredMs: null })
    expect(report.setupMs).toBeLessThan(1_000)
  })

  test('…196 collects digits and reports them', async () => {
    const from = '+14155550177'
    const call = await floor.pstn.placeCall({ to: '+12025550196', from, dtmf: '4711#', seconds: 4 })
    await call.ended()
    await expect
      .poll(() => floor.pstn.collected().findLast((entry) => entry.from === from)?.digits, {
        timeout: 5_000,
      })
      .toBe('4711#')
  })

  test('…197 answers after five seconds', async () => {
    const call = await floor.pstn.placeCall({ to: '+12025550197', seconds: 1 })
    const { answeredMs } = await call.ended()
    expect(answeredMs).toBeGreaterThan(4_900)
    expect(answeredMs).toBeLessThan(6_000)
  })

  test('…198 hangs up three seconds after answering', async () => {
    const call = await floor.pstn.placeCall({ to: '+12025550198' })
    const { durationMs } = await call.ended()
    expect(durationMs).toBeGreaterThan(2_900)
    expect(durationMs).toBeLessThan(4_000)
  })
})
