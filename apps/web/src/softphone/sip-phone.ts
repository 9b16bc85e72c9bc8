/** What one registration needs; see the contract's `softphoneLease`. */
export type SipAccount = {
  username: string
  password: string
  realm: string
  /** Address of the SIP socket (RFC 7118). */
  socketUrl: string
  iceServers: readonly { urls: string }[]
}

//  closed → connecting → registered ⇄ lost        refused: the account is void
export type SipLine = 'registered' | 'lost' | 'refused'

/** Why a call is no more, as far as this end can tell. */
export type SipEnd = 'hungUp' | 'cancelled' | 'rejected' | 'connectionLost' | 'mediaFailed'

/** What Asterisk says of a call without being asked. */
export type SipCallEvents = {
  onAnswered(): void
  onEnded(end: SipEnd): void
  onRemoteStream(stream: MediaStream): void
  /** Asterisk has accepted the re-INVITE. */
  onHold(held: boolean): void
  /** The media path broke, or came back. */
  onMedia(media: 'flowing' | 'interrupted'): void
}

/** One incoming call. Nothing here answers by itself or waits for a person. */
export interface SipCall {
  readonly id: string
  /** Asterisk's Linkedid, from `X-Callfloor-Linkedid`: joins this call with the live state. */
  readonly linkedId: string | null
  readonly queueId: string | null
  readonly caller: { readonly number: string; readonly name: string }
  subscribe(events: Partial<SipCallEvents>): void
  /** Answers with `microphone`, which stays the caller's to stop. */
  answer(microphone: MediaStream): void
  /** 486 Busy Here: the queue goes on to the next agent. */
  reject(): void
  hangUp(): void
  /** Lets go of a call that is known to be over, without a word on the wire being needed. */
  drop(): void
  mute(muted: boolean): void
  /** Asks for hold or resume by re-INVITE; false where another request is still under way. */
  hold(held: boolean): boolean
  sendDtmf(tones: string): void
  /** Speaks through another microphone from now on. */
  replaceMicrophone(microphone: MediaStream): void
  /**
   * Sends a re-INVITE, so that the switch finds this end behind its new connection. `media`:
   * with an ICE restart (RFC 8445), where the media path broke too.
   */
  refresh(what: 'signalling' | 'media'): void
  stats(): Promise<RTCStatsReport | null>
}

/** A SIP phone for one account at a time, that keeps its registration by itself. */
export interface SipPhone {
  /** Registers; a second time with another account, it moves over without ending a call. */
  start(account: SipAccount): void
  /** Unregisters and hangs up. */
  stop(): void
  /** Tries at once instead of when the back-off ends. */
  reconnect(): void
  readonly events: {
    onLine: (line: SipLine) => void
    onIncoming: (call: SipCall) => void
  }
}
