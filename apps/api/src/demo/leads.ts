/** A lead of the demo. `owner` counts the agents of the demo from 0; null is nobody. */
export type DemoLead = {
  name: string
  company: string
  email: string
  stage: string
  fields: Record<string, string>
  phones: string[]
  owner: number | null
}

const count = 200
const firstNames =
  'Alice Brian Carla Dmitri Elena Frank Gloria Hassan Irene Jorge Keiko Liam Monica Nadia Oscar Priya Quentin Rosa Stefan Tara'
const lastNames =
  'Adams Bianchi Chen Dubois Evans Fischer Gupta Hansen Ivanova Jensen Kowalski Lopez Moreau Nguyen Olsen Patel Quinn Rossi Schmidt Tanaka'
const companies =
  'Northwind Bakery,Harbour Dental,Blue Finch Travel,Cedar & Stone,Lumen Optics,Redwood Freight,Atlas Plumbing,Juniper Books,Quarry Lane Farms,Sable Interiors,Tidewater Marine,Vantage Print,Willow Vets,Copperfield Tools,Meridian Clinics,Oakline Housing,Paper Kite Studio,Summit Cycles,Granite Legal,Fernhill Foods'
const stages = ['New', 'Contacted', 'Qualified', 'Customer', 'Lapsed']
const plans = ['Starter', 'Team', 'Business']
const sources = ['Website', 'Referral', 'Trade fair', 'Cold call']

const first = firstNames.split(' ')
const last = lastNames.split(' ')
const firms = companies.split(',')
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** The 200 leads of the demo, the same each time. The first nine have the simulator's numbers. */
export const demoLeads = (agents: number): DemoLead[] =>
  Array.from({ length: count }, (_, index) => {
    // The two counters never meet twice within 20 × 20, so no two people share a name.
    const given = at(first, index)
    const family = at(last, index * 7 + Math.floor(index / first.length))
    const company = at(firms, index * 3 + Math.floor(index / first.length))
    const host = company.toLowerCase().replace(/[^a-z]+/g, '-')
    return {
      name: `${given} ${family}`,
      company,
      email: `${given}.${family}@${host}.example`.toLowerCase(),
      stage: at(stages, index * 3),
      fields: {
        Plan: at(plans, index),
        Source: at(sources, index * 5),
        'Account number': `AC-${10_000 + index * 37}`,
      },
      phones: [mainNumber(index), ...(index % 8 === 3 ? [fictional('415', index % 100)] : [])],
      owner: index % 6 === 5 ? null : index % agents,
    }
  })

const simulators = 9

/** 555-0100 to 555-0199 of an area code are kept for fiction by the North American Numbering Plan. */
function mainNumber(index: number): string {
  if (index < simulators) return `+12025550${190 + index}`
  const rest = index - simulators
  if (rest < 100) return fictional('646', rest)
  return fictional('312', rest - 100)
}

const fictional = (area: string, line: number) => `+1${area}5550${100 + line}`
