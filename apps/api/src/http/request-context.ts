import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyReply, FastifyRequest } from 'fastify'

const storage = new AsyncLocalStorage<FastifyReply>()

/** Fastify hook: the handler, and all it calls, run in the context of their reply. */
export const enterRequest = (_: FastifyRequest, reply: FastifyReply, done: () => void): void =>
  storage.run(reply, done)

/** The reply being made, for code that the framework does not hand it to. */
export const currentReply = (): FastifyReply | undefined => storage.getStore()
