import { join } from 'node:path'
import { pjsipConf, rtpConf, sorceryConf } from './config-sip.ts'
import type { AsteriskInstance } from './instance.ts'

const section = (name: string, values: Readonly<Record<string, string | number>>): string =>
  [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key}=${value}`), ''].join('\n')

const include = (instance: AsteriskInstance, file: string): string =>
  instance.generated ? `#tryinclude "${join(instance.generated, file)}"\n` : ''

function asteriskConf({ folders, runtime, ...instance }: AsteriskInstance): string {
  // `[directories](!)`, as in the sample, would make a template of it and be ignored.
  return (
    section('directories', {
      astetcdir: folders.etc,
      astmoddir: runtime.modulesDir,
      astvarlibdir: folders.lib,
      astdbdir: folders.lib,
      astkeydir: folders.lib,
      astdatadir: runtime.dataDir,
      astagidir: folders.lib,
      astspooldir: folders.spool,
      astrundir: folders.run,
      astlogdir: folders.log,
      astsbindir: folders.run,
    }) +
    section('options', {
      systemname: instance.systemName,
      live_dangerously: 'no',
      transmit_silence: instance.transmitSilence ? 'yes' : 'no',
      nocolor: 'yes',
      hideconnect: 'yes',
      dumpcore: 'no',
    })
  )
}

function modulesConf({ runtime, ...instance }: AsteriskInstance): string {
  return [
    '[modules]',
    'autoload=no',
    ...runtime.preload.map((name) => `preload=${name}.so`),
    ...runtime.load
      .filter((name) => name !== 'cel_custom' || instance.cel)
      .map((name) => `load=${name}.so`),
    '',
  ].join('\n')
}

function managerConf({ ami }: AsteriskInstance): string {
  const general = section('general', {
    enabled: 'yes',
    webenabled: 'no',
    bindaddr: '127.0.0.1',
    port: ami.port,
    // Events carry their own time, so a late reader still measures rightly.
    timestampevents: 'yes',
    authtimeout: 5,
    authlimit: 20,
  })
  const users = ami.users.map((user) =>
    [
      section(user.name, {
        secret: user.secret,
        deny: '0.0.0.0/0.0.0.0',
        permit: '127.0.0.0/255.0.0.0',
        writetimeout: 1000,
        read: user.read,
        write: user.write,
      }).trimEnd(),
      ...(user.filters ?? []),
      '',
    ].join('\n'),
  )
  return general + users.join('')
}

function httpConf({ http }: AsteriskInstance): string {
  if (!http) return section('general', { enabled: 'no' })
  return section('general', {
    enabled: 'yes',
    bindaddr: '127.0.0.1',
    bindport: http.port,
    enablestatic: 'no',
    // The default of 100 would be the most browsers that can be logged in.
    sessionlimit: 2000,
  })
}

function ariConf({ http }: AsteriskInstance): string {
  if (!http) return section('general', { enabled: 'no' })
  return (
    section('general', { enabled: 'yes', pretty: 'no' }) +
    section(http.ari.user, {
      type: 'user',
      read_only: 'no',
      password: http.ari.secret,
      password_format: 'plain',
    })
  )
}

const loggerConf = [
  '[general]',
  'dateformat=%F %T.%3q',
  'use_callids=yes',
  'queue_log=yes',
  'queue_log_to_file=yes',
  'appendhostname=no',
  '',
  '[logfiles]',
  'messages.log => notice,warning,error',
  '',
].join('\n')

const queuesGeneral = section('general', {
  persistentmembers: 'yes',
  // Off by default; without it only the head of the line is served.
  autofill: 'yes',
  shared_lastcall: 'yes',
  force_longest_waiting_caller: 'yes',
  log_unpause_on_reason_change: 'no',
})

/**
 * The static configuration of an instance: file name → text. Everything that
 * changes while the system runs lies in the generated folder instead.
 * Source: the sample files of Asterisk 22 and the measurements behind DECISIONS.
 */
export function asteriskConfig(instance: AsteriskInstance): Record<string, string> {
  return {
    'asterisk.conf': asteriskConf(instance),
    'modules.conf': modulesConf(instance),
    'logger.conf': loggerConf,
    'manager.conf': managerConf(instance),
    'http.conf': httpConf(instance),
    'ari.conf': ariConf(instance),
    'rtp.conf': rtpConf(instance),
    'pjsip.conf':
      pjsipConf(instance) +
      (instance.extra?.['pjsip.conf'] ?? '') +
      include(instance, 'pjsip.conf'),
    'sorcery.conf': sorceryConf,
    'cel.conf': section('general', instance.cel?.settings ?? { enable: 'no' }),
    'cel_custom.conf': `[mappings]\n${instance.cel?.mapping ?? ''}\n`,
    'cdr.conf': section('general', { enable: 'no' }),
    'queues.conf': queuesGeneral + include(instance, 'queues.conf'),
    'extensions.conf':
      section('general', { static: 'yes', writeprotect: 'yes', clearglobalvars: 'no' }) +
      (instance.extra?.['extensions.conf'] ?? '') +
      include(instance, 'extensions.conf'),
    'features.conf': section('general', {}) + section('featuremap', {}),
    'musiconhold.conf':
      section('general', { cachertclasses: 'no' }) +
      section('default', { mode: 'files', directory: 'moh', sort: 'random' }),
    'confbridge.conf':
      section('general', {}) +
      section('default_user', { type: 'user' }) +
      section('default_bridge', { type: 'bridge' }),
    'indications.conf':
      section('general', { country: 'us' }) +
      section('us', {
        description: 'United States / North America',
        ringcadence: '2000,4000',
        dial: '350+440',
        busy: '480+620/500,0/500',
        ring: '440+480/2000,0/4000',
        congestion: '480+620/250,0/250',
        callwaiting: '440/300,0/10000',
        record: '1400/500,0/15000',
        info: '!950/330,!1400/330,!1800/330,0',
      }),
    'udptl.conf': section('general', { udptlstart: 4000, udptlend: 4999 }),
    'ccss.conf': section('general', {}),
    'acl.conf': '',
    'codecs.conf': '',
    // Empty, but looked for: without them each start would log an error.
    'pjproject.conf': '',
    'websocket_client.conf': '',
    'queuerules.conf': '',
  }
}
