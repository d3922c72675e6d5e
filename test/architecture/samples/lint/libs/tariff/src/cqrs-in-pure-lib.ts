import { AggregateRoot } from '@nestjs/cqrs';
export class Fee extends AggregateRoot {}
