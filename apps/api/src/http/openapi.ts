import { apiPrefix, contract } from '@callfloor/contracts'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'

/** The contract as OpenAPI, for those who write programs against it; docs/openapi.json is its copy. */
export const describeApi = () =>
  new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: { title: 'Callfloor', version: '1' },
    servers: [{ url: apiPrefix }],
  })
