'use client'

import type { Lead } from '@callfloor/contracts'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { NoValue } from '../../ui/no-value.tsx'
import { PhoneNumber } from '../../ui/phone-number.tsx'
import table from '../../ui/table.module.css'
import classes from './lead-table.module.css'

export function LeadTable({ leads }: { leads: readonly Lead[] }) {
  const t = useTranslations('leads')
  return (
    <table className={`${table.table} ${classes.leads}`}>
      <caption className={table.hidden}>{t('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('columns.name')}</th>
          <th scope="col">{t('columns.company')}</th>
          <th scope="col">{t('columns.phone')}</th>
          <th scope="col">{t('columns.stage')}</th>
          <th scope="col">{t('columns.owner')}</th>
        </tr>
      </thead>
      <tbody>
        {leads.map((lead) => (
          <tr key={lead.id} className={table.row}>
            <td className={classes.name}>
              <Link href={`/leads/${lead.id}`} className={table.stretched}>
                <bdi>{lead.name}</bdi>
              </Link>
            </td>
            <td className={classes.company}>{lead.company ?? <NoValue />}</td>
            <td className={classes.phone}>
              <Phones phones={lead.phones} />
            </td>
            <td className={classes.stage}>{lead.stage ?? <NoValue />}</td>
            <td className={classes.owner}>{lead.owner?.name ?? <NoValue />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Phones({ phones: [first, ...others] }: { phones: readonly string[] }) {
  const t = useTranslations('leads')
  if (!first) return <NoValue />
  return (
    <>
      <PhoneNumber number={first} />
      {others.length > 0 && (
        <span className={classes.more}>{t('morePhones', { count: others.length })}</span>
      )}
    </>
  )
}
