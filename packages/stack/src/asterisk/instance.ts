import type { AsteriskRuntime } from './runtime.ts'

/** Who may use AMI on an instance, and for what. */
export type AmiUser = {
  name: string
  secret: string
  read: string
  write: string
  /** Source-side filters; each is a whole `eventfilter…` line of manager.conf. */
  filters?: string[]
}

/** Everything the static configuration of one Asterisk depends on. */
export type AsteriskInstance = {
  /** `systemname`: prefix of every Uniqueid and Linkedid. No spaces. */
  systemName: string
  runtime: Pick<AsteriskRuntime, 'modulesDir' | 'dataDir' | 'preload' | 'load'>
  folders: { etc: string; lib: string; spool: string; log: string; run: string }
  sip: {
    host: string
    port: number
    /** The address and networks of a machine behind NAT. */
    external?: { address: string; localNet: string } | undefined
  }
  ami: { port: number; users: AmiUser[] }
  /** Absent on an instance without web sockets and ARI. */
  http?: { port: number; ari: { user: string; secret: string } } | undefined
  rtp: {
    /** First and last UDP port of the block, both included. */
    start: number
    end: number
    /** ICE host candidates rewritten: the machine's own address → what is offered. */
    candidates: { from: string; to: string }[]
  }
  /** Folder whose pjsip.conf, extensions.conf and queues.conf are included. */
  generated?: string | undefined
  /** `[general]` of cel.conf and `[mappings]` of cel_custom.conf; no CEL without. */
  cel?: { settings: Readonly<Record<string, string>>; mapping: string } | undefined
  /** Sends RTP while an application is silent (a carrier's callers do). */
  transmitSilence?: boolean
  /** Instance-specific text appended to a file. */
  extra?: Partial<Record<'pjsip.conf' | 'extensions.conf', string>>
}
