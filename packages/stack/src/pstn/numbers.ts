// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are Asterisk's variables.
/** What a number of the simulated carrier does with a call. */
export type NumberBehaviour = {
  number: string
  does: string
  /** Dialplan steps, run at priority 1 and on. */
  steps: string[]
}

/** File, in the carrier's log folder, that takes the digits collected by …196. */
export const collectedFileName = 'collected.log'

// Hangup causes are those of ITU-T Q.850; Asterisk turns them into SIP (RFC 3398):
// 17 → 486 busy, 21 → 403 refused, 42 → 503 congestion, 1 → 404 unknown.
const behaviours: NumberBehaviour[] = [
  {
    number: '+12025550190',
    does: 'answers with a 1004 Hz tone',
    steps: ['Answer()', 'Milliwatt()'],
  },
  { number: '+12025550191', does: 'echoes', steps: ['Answer()', 'Echo()', 'Hangup()'] },
  { number: '+12025550192', does: 'is busy', steps: ['Hangup(17)'] },
  { number: '+12025550193', does: 'never answers', steps: ['Ringing()', 'Wait(3600)'] },
  { number: '+12025550194', does: 'declines', steps: ['Hangup(21)'] },
  { number: '+12025550195', does: 'is congested', steps: ['Hangup(42)'] },
  {
    number: '+12025550196',
    does: 'collects digits and reports them',
    steps: [
      'Answer()',
      '(next)Read(DIGIT,,1,,1,30)',
      // Read gives # as no digit at all, and reports a hang-up by READSTATUS.
      'GotoIf($["${READSTATUS}" = "HANGUP"]?done)',
      'ExecIf($["${READSTATUS}" = "OK"]?Set(DIGITS=${DIGITS}${IF($["${DIGIT}" = ""]?#:${DIGIT})}))',
      'Goto(next)',
      '(done)Hangup()',
    ],
  },
  {
    number: '+12025550197',
    does: 'answers after 5 s',
    steps: ['Ringing()', 'Wait(5)', 'Answer()', 'Milliwatt()'],
  },
  {
    number: '+12025550198',
    does: 'hangs up 3 s after answering',
    steps: ['Answer()', 'Wait(3)', 'Hangup(16)'],
  },
]

function extension(number: string, steps: string[]): string {
  const lines = steps.map((step, index) => {
    const label = /^\([a-z]+\)/.exec(step)?.[0] ?? ''
    const rest = step.slice(label.length)
    return index === 0 ? `exten => ${number},1,${rest}` : ` same => n${label},${rest}`
  })
  return lines.join('\n')
}

/** The numbers and what they do, for people. */
export const pstnNumbers: readonly Pick<NumberBehaviour, 'number' | 'does'>[] = behaviours.map(
  ({ number, does }) => ({ number, does }),
)

/** Dialplan context that receives calls from Callfloor. */
export const fromMainContext = 'from-main'
/** Dialplan context an outgoing caller runs in once answered; extensions are `play` kinds. */
export const callerContext = 'caller'

/**
 * The carrier's dialplan. `collectedFile` gets a line `<epoch> <caller> <digits>` for
 * each call to …196 that sent digits.
 */
export function pstnDialplan(collectedFile: string): string {
  // The file's text is built of filtered values only: a caller's name never reaches it.
  const collect = [
    'exten => h,1,GotoIf($["${DIGITS}" = ""]?none)',
    ' same => n,Set(FILE(' +
      collectedFile +
      ',,,al,u)=${EPOCH} ${FILTER(+0-9,${CALLERID(num)})} ${FILTER(0-9*#A-D,${DIGITS})})',
    ' same => n(none),NoOp()',
  ]
  return [
    `[${fromMainContext}]`,
    'exten => _[0-9]!,1,Goto(numbers,+${EXTEN},1)',
    'exten => _+!,1,Goto(numbers,${EXTEN},1)',
    '',
    '[numbers]',
    ...behaviours.map(({ number, steps }) => extension(number, steps)),
    'exten => _[+0-9]!,1,Hangup(1)',
    ...collect,
    '',
    `[${callerContext}]`,
    ...['tone', 'silence', 'file'].map((play) =>
      extension(play, [
        'MixMonitor(,r(${CF_HEARD}))',
        'Set(TIMEOUT(absolute)=${CF_SECONDS})',
        `Goto(play-${play},s,1)`,
      ]),
    ),
    // Where Asterisk sends a call nobody answered.
    'exten => failed,1,NoOp()',
    '',
    '[play-tone]',
    extension('s', ['Milliwatt()']),
    '',
    '[play-silence]',
    extension('s', ['Wait(86400)']),
    '',
    '[play-file]',
    extension('s', ['NoOp()', '(again)Playback(${CF_FILE})', 'Wait(1)', 'Goto(again)']),
    '',
  ].join('\n')
}
