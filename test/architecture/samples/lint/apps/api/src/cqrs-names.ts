import { CommandBus, EventBus } from '@nestjs/cqrs';
export const buses = [CommandBus, EventBus];
