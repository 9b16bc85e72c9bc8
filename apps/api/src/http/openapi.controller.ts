import { apiPrefix, contract } from '@callfloor/contracts'
import { Controller, Get } from '@nestjs/common'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Public } from './public.ts'

@Public()
@Controller('api/openapi.json')
export class OpenApiController {
  private readonly document = new OpenAPIGenerator({
    schemaConverters: [new ZodToJsonSchemaConverter()],
  }).generate(contract, {
    info: { title: 'Callfloor', version: '1' },
    servers: [{ url: apiPrefix }],
  })

  @Get()
  read() {
    return this.document
  }
}
