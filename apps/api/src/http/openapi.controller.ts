import { Controller, Get } from '@nestjs/common'
import { describeApi } from './openapi.ts'
import { Public } from './public.ts'

@Public()
@Controller('api/openapi.json')
export class OpenApiController {
  private readonly document = describeApi()

  @Get()
  read() {
    return this.document
  }
}
