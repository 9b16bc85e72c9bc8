import { Module } from '@nestjs/common'
import { DemoPasswords } from './demo-passwords.service.ts'
import { UsersController } from './users.controller.ts'
import { UsersService } from './users.service.ts'

@Module({
  controllers: [UsersController],
  providers: [UsersService, DemoPasswords],
  exports: [UsersService, DemoPasswords],
})
export class UsersModule {}
