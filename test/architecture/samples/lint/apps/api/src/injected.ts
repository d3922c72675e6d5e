import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';

@Injectable()
export class Allowed {
  constructor(readonly bus: CommandBus) {}
}
