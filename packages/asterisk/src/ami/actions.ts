import { isAsteriskError } from '../errors.ts'
import type { AmiSender } from './client.ts'
import { type AmiListItem, readListItems } from './events/reader.ts'
import type { AmiList } from './pending-actions.ts'

export type OriginateInput = {
  /** Channel to call first, e.g. `PJSIP/agent-…`. */
  channel: string
  /** What the answered channel then does: a place in the dialplan, or one application. */
  then: { context: string; exten: string; priority: number } | { application: string; data: string }
  callerId?: { name: string; number: string }
  timeoutMs?: number
  accountcode?: string
  variables?: Readonly<Record<string, string>>
  /** Becomes Uniqueid and Linkedid of the channel. */
  channelId?: string
  otherChannelId?: string
  codecs?: readonly string[]
  earlyMedia?: boolean
}

/** The commands `command()` may run: fixed texts without a place for anyone's words. */
export const fixedCommands = [
  'core show uptime seconds',
  'core show taskprocessors',
  'core show version',
  'pjsip show transports',
  'rtp show settings',
] as const
export type FixedCommand = (typeof fixedCommands)[number]

export type QueueSnapshot = {
  queues: AmiListItem<'QueueParams'>[]
  members: AmiListItem<'QueueMember'>[]
  waiting: AmiListItem<'QueueEntry'>[]
}

export type AmiActions = ReturnType<typeof createAmiActions>

/**
 * The AMI actions Callfloor uses, typed (AMI Actions, Asterisk 22 documentation). All throw
 * AsteriskErrors: `amiActionRefused` with Asterisk's words, `amiTimeout`, `amiNotConnected`,
 * `amiHeaderUnsafe`. Times in milliseconds unless a name says seconds.
 */
export function createAmiActions(ami: AmiSender) {
  return {
    /** Answered at once; the outcome comes as event OriginateResponse with the action's id. */
    async originate(input: OriginateInput): Promise<{ actionId: string }> {
      const then =
        'application' in input.then
          ? { Application: input.then.application, Data: input.then.data }
          : {
              Context: input.then.context,
              Exten: input.then.exten,
              Priority: input.then.priority,
            }
      const response = await ami.action('Originate', {
        Channel: input.channel,
        ...then,
        Timeout: input.timeoutMs,
        CallerID: input.callerId && `"${quotable(input.callerId.name)}" <${input.callerId.number}>`,
        Account: input.accountcode,
        Async: true,
        ChannelId: input.channelId,
        OtherChannelId: input.otherChannelId,
        Codecs: input.codecs?.join(','),
        EarlyMedia: input.earlyMedia,
        Variable: Object.entries(input.variables ?? {}).map(([name, value]) => `${name}=${value}`),
      })
      return { actionId: response.actionId ?? '' }
    },
    hangup: (channel: string, cause = 16) =>
      ami.action('Hangup', { Channel: channel, Cause: cause }),
    redirect: (channel: string, to: { context: string; exten: string; priority: number }) =>
      ami.action('Redirect', {
        Channel: channel,
        Context: to.context,
        Exten: to.exten,
        Priority: to.priority,
      }),
    blindTransfer: (channel: string, context: string, exten: string) =>
      ami.action('BlindTransfer', { Channel: channel, Context: context, Exten: exten }),
    setVariable: (channel: string, variable: string, value: string) =>
      ami.action('Setvar', { Channel: channel, Variable: variable, Value: value }),
    async getVariable(channel: string, variable: string): Promise<string> {
      const answer = await ami.action('Getvar', { Channel: channel, Variable: variable })
      return answer.get('Value') ?? ''
    },
    /** `receive`: as if the channel's own party had pressed it. */
    playDtmf: (channel: string, digit: string, receive = false, durationMs?: number) =>
      ami.action('PlayDTMF', {
        Channel: channel,
        Digit: digit,
        Duration: durationMs,
        Receive: receive,
      }),
    /** Silences one direction of a channel; Asterisk sends no event for it. */
    muteAudio: (channel: string, direction: 'in' | 'out' | 'all', muted: boolean) =>
      ami.action('MuteAudio', {
        Channel: channel,
        Direction: direction,
        State: muted ? 'on' : 'off',
      }),
    startRecording: (channel: string, file: string, options = 'b') =>
      ami.action('MixMonitor', { Channel: channel, File: file, Options: options }),
    /** Paused, the file goes on with silence. */
    pauseRecording: (channel: string, paused: boolean) =>
      ami.action('MixMonitorMute', {
        Channel: channel,
        Direction: 'both',
        State: paused ? 1 : 0,
      }),
    stopRecording: (channel: string, mixMonitorId?: string) =>
      ami.action('StopMixMonitor', { Channel: channel, MixMonitorID: mixMonitorId }),
    /** No MemberName is sent: so queue_log names the interface, from which the agent is known. */
    queueAdd: (input: {
      queue: string
      interface: string
      penalty?: number
      paused?: boolean
      reason?: string
    }) =>
      ami.action('QueueAdd', {
        Queue: input.queue,
        Interface: input.interface,
        Penalty: input.penalty ?? 0,
        Paused: input.paused ?? false,
        Reason: input.reason,
      }),
    queueRemove: (queue: string, member: string) =>
      ami.action('QueueRemove', { Queue: queue, Interface: member }),
    /** Without `queue`: in all queues the member belongs to. */
    queuePause: (input: { interface: string; paused: boolean; reason?: string; queue?: string }) =>
      ami.action('QueuePause', {
        Interface: input.interface,
        Paused: input.paused,
        Reason: input.reason,
        Queue: input.queue,
      }),
    queuePenalty: (queue: string, member: string, penalty: number) =>
      ami.action('QueuePenalty', { Queue: queue, Interface: member, Penalty: penalty }),
    queueWithdrawCaller: (queue: string, channel: string) =>
      ami.action('QueueWithdrawCaller', { Queue: queue, Caller: channel }),
    async queueStatus(queue?: string): Promise<QueueSnapshot> {
      const { items } = await ami.list('QueueStatus', { Queue: queue })
      return {
        queues: readListItems(items, 'QueueParams'),
        members: readListItems(items, 'QueueMember'),
        waiting: readListItems(items, 'QueueEntry'),
      }
    },
    async channels(): Promise<AmiListItem<'CoreShowChannel'>[]> {
      const { items } = await ami.list('CoreShowChannels')
      return readListItems(items, 'CoreShowChannel')
    },
    async contacts(): Promise<AmiListItem<'ContactList'>[]> {
      const { items } = await listOrNone(ami.list('PJSIPShowContacts'))
      return readListItems(items, 'ContactList')
    },
    async endpoints(): Promise<AmiListItem<'EndpointList'>[]> {
      const { items } = await listOrNone(ami.list('PJSIPShowEndpoints'))
      return readListItems(items, 'EndpointList')
    },
    reloadModule: (module: string) => ami.action('Reload', { Module: module }, 15_000),
    ping: (timeoutMs?: number) => ami.action('Ping', {}, timeoutMs),
    /** Output lines of one of `fixedCommands`. */
    async command(command: FixedCommand): Promise<string[]> {
      return (await ami.action('Command', { Command: command })).all('Output')
    },
  }
}

/** PJSIP lists answer "No … found" as an error where others answer with an empty list. */
async function listOrNone(list: Promise<AmiList>): Promise<Pick<AmiList, 'items'>> {
  try {
    return await list
  } catch (error) {
    const nothing =
      isAsteriskError(error, 'amiActionRefused') &&
      /^No .* found/i.test(String(error.details.message))
    if (nothing) return { items: [] }
    throw error
  }
}

/** A name in quotes may not end them. */
const quotable = (name: string): string => name.replace(/["\\<>]/g, ' ')
