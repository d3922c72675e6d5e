import { Module } from '@nestjs/common';
import { CalendarsController } from './calendars.controller.js';
import { PoliciesController } from './policies.controller.js';

@Module({ controllers: [PoliciesController, CalendarsController] })
export class PublicationModule {}
