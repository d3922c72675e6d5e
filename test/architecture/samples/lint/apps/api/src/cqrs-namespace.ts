import * as cqrs from '@nestjs/cqrs';
export const bus = cqrs.CommandBus;
