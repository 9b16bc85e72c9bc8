import {
  type AmiActions,
  type AmiClient,
  type AmiMessage,
  createAmiActions,
  createAmiClient,
} from '@callfloor/asterisk'
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common'
import { Env } from '../env.ts'

/** The one AMI connection of this process: events in, actions out. */
@Injectable()
export class Ami implements OnModuleDestroy {
  readonly client: AmiClient
  readonly actions: AmiActions
  readonly #logger = new Logger(Ami.name)
  readonly #eventListeners: ((event: AmiMessage) => void)[] = []
  readonly #stateListeners: ((up: boolean) => void)[] = []

  constructor(env: Env) {
    this.client = createAmiClient({
      host: env.AMI_HOST,
      port: env.AMI_PORT,
      user: env.AMI_USER,
      secret: env.AMI_SECRET,
      onEvent: (event) => {
        for (const listener of this.#eventListeners) listener(event)
      },
      onState: (state) => {
        this.#logger.log(state, `AMI ${state.state}`)
        if (state.state === 'up' || state.state === 'down') {
          for (const listener of this.#stateListeners) listener(state.state === 'up')
        }
      },
      onError: (error) => this.#logger.error({ err: error }, 'an AMI event could not be handled'),
    })
    this.actions = createAmiActions(this.client)
  }

  get isUp(): boolean {
    return this.client.state.state === 'up'
  }

  onEvent(listener: (event: AmiMessage) => void): void {
    this.#eventListeners.push(listener)
  }

  onState(listener: (up: boolean) => void): void {
    this.#stateListeners.push(listener)
  }

  async onModuleDestroy(): Promise<void> {
    await this.client.close()
  }
}
