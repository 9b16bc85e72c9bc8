import { Body, Controller, Get, Post } from '@nestjs/common'
import { Public } from './public.ts'

/** For tests: routes that do one thing. */
@Public()
@Controller('probe')
export class ProbeController {
  @Post('echo')
  echo(@Body() body: unknown) {
    return { body }
  }

  @Get('fail')
  fail() {
    throw new Error('the cause, for the log only')
  }
}
