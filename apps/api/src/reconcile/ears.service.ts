import {
  type AmiEvent,
  agentOfInterface,
  createAmiEventReader,
  type Translated,
  translateAmi,
} from '@callfloor/asterisk'
import { Injectable, Logger } from '@nestjs/common'
import { Seats } from '../agents/seats.service.ts'
import { RecordWriter } from '../record/record-writer.service.ts'
import { Ami } from '../telephony/ami.service.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { isReachable, seatOf } from './ask-asterisk.ts'

/** Hears Asterisk: each AMI event goes to what it is about. */
@Injectable()
export class Ears {
  readonly #logger = new Logger(Ears.name)
  readonly #reader = createAmiEventReader((event, problem) => {
    this.#logger.warn({ event, problem }, 'an AMI event is not as documented; it is left out')
  })

  constructor(
    private readonly ami: Ami,
    private readonly telephony: TelephonyState,
    private readonly seats: Seats,
    private readonly record: RecordWriter,
  ) {}

  start(): void {
    this.ami.onEvent((message) => {
      const event = this.#reader.read(message)
      if (event) this.#hear(event)
    })
    this.ami.client.start()
  }

  #hear(event: AmiEvent): void {
    switch (event.event) {
      case 'DeviceStateChange': {
        const agentId = agentOfInterface(event.Device)
        if (agentId) this.telephony.setRegistered(agentId, isReachable(event.State))
        return
      }
      case 'QueueMemberAdded':
      case 'QueueMemberPause': {
        const seat = seatOf(event)
        if (seat) this.seats.seated(seat)
        return
      }
      case 'QueueMemberRemoved': {
        const seat = seatOf(event)
        if (seat) this.seats.unseated(seat)
        return
      }
      default:
        for (const translated of translateAmi(event)) this.#apply(translated)
    }
  }

  #apply(translated: Translated): void {
    this.telephony.apply(translated)
    const { linkedId, event } = translated
    // No log file tells of a hold.
    if (event.type === 'legHeld' || event.type === 'legResumed') {
      this.record.appendAmi(linkedId, event)
    }
  }
}
