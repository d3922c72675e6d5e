import { CommandBus } from '@nestjs/cqrs';
export const run = (bus: CommandBus) => typeof bus;
