import { Global, Module } from '@nestjs/common'
import { AuthService } from './auth.service.ts'
import { Identity } from './identity.ts'
import { SessionService } from './session.service.ts'
import { SignInAttempts } from './sign-in-attempts.ts'

@Global()
@Module({
  providers: [AuthService, Identity, SessionService, SignInAttempts],
  exports: [AuthService, SessionService],
})
export class AuthModule {}
