import { join } from 'node:path'
import {
  applyConfig,
  type GeneratedFiles,
  type QueueConfig,
  queueStrategies,
  reloadGenerated,
  writeDialplan,
  writeQueues,
  writeTrunks,
} from '@callfloor/asterisk'
import { Injectable, Logger } from '@nestjs/common'
import { Env } from '../env.ts'
import { Ami } from './ami.service.ts'
import { Directory, type DirectoryQueue } from './directory.service.ts'

/** Writes what admins set up into the files Asterisk includes, and has it read just what changed. */
@Injectable()
export class Provisioning {
  readonly #logger = new Logger(Provisioning.name)
  #running: Promise<void> = Promise.resolve()

  constructor(
    private readonly env: Env,
    private readonly ami: Ami,
    private readonly directory: Directory,
  ) {
    directory.onChange(() => void this.apply())
  }

  /** Brings Asterisk's files in line with the directory; a failure is tried again by the reconciler. */
  apply(): Promise<void> {
    this.#running = this.#running.then(async () => {
      if (!this.ami.isUp) return
      try {
        const reloaded = await applyConfig({
          dir: this.env.ASTERISK_GENERATED_DIR,
          files: this.#files(),
          reload: (part) => reloadGenerated(this.ami.client, part),
        })
        if (reloaded.length > 0) this.#logger.log({ reloaded }, 'Asterisk reloaded')
      } catch (error) {
        this.#logger.error({ err: error }, 'Asterisk could not be provisioned')
      }
    })
    return this.#running
  }

  #files(): GeneratedFiles {
    const { trunks } = this.directory
    const queues = [...this.directory.queues.values()].map(queueConfigOf)
    const mediaAddress = this.env.MEDIA_ADDRESS
    return {
      trunks: writeTrunks(
        trunks.map(({ id, tenantId, host, port, matchAddresses }) => ({
          id,
          tenantId,
          host,
          port,
          match: matchAddresses,
          ...(mediaAddress ? { mediaAddress } : {}),
        })),
      ),
      queues: writeQueues(queues),
      dialplan: writeDialplan({
        trunks,
        queues,
        recordingsDir: join(this.env.ASTERISK_SPOOL_DIR, 'recordings'),
        numbers: trunks.flatMap((trunk) =>
          trunk.numbers.flatMap(({ e164, queueId }) =>
            queueId
              ? [
                  {
                    number: e164,
                    tenantId: trunk.tenantId,
                    trunkId: trunk.id,
                    route: { type: 'queue' as const, queueId },
                  },
                ]
              : [],
          ),
        ),
      }),
    }
  }
}

const queueConfigOf = (queue: DirectoryQueue): QueueConfig => ({
  id: queue.id,
  tenantId: queue.tenantId,
  strategy: queueStrategies.find((strategy) => strategy === queue.strategy) ?? 'leastrecent',
  ringSeconds: queue.ringSeconds,
  weight: 0,
  maxWaitSeconds: queue.maxWaitSeconds,
  answerMode: queue.answerMode,
  wrapUpSeconds: queue.wrapUpSeconds,
  recorded: queue.record,
})
