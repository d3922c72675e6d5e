import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PublishCalendarDto, YEAR_EXAMPLE } from '#dto';
import type { CalendarList, CalendarView } from '#engine';
import { SecondAdmin } from '../approvals/second-admin.js';
import { PENDING_EXAMPLE } from '../approvals/views.js';
import { Queries } from '../queries.js';
import { Answers, OpenQueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { A_FILE } from '../http/json-body.js';
import { Logged } from '../http/logged.js';
import { Refuses } from '../http/problem-doc.js';
import { PUBLISHED_YEAR } from './publication.examples.js';
import { PUBLISH_CALENDAR } from './publish.js';

const YEAR = {
  year: 2027,
  current: '2027.3',
  calendar: 'CN:2026.1,2027.3',
  versions: [{ ...YEAR_EXAMPLE, published: { at: '2026-11-20T10:00:00+08:00', reason: '放假通知', sha256: '9f86d0…' } }],
};

const YEARS = {
  calendar: 'CN:2026.1,2027.2',
  provisionalFrom: '2027-01-01',
  daysLeft: 32,
  warning: { zh: '尚无2027年放假安排：…', en: 'no holiday notice for 2027 is on file: …' },
  items: [
    {
      ...{ year: 2027, version: '2027.2', status: 'provisional', verified: 'provisional' },
      ...{ title: '国务院办公厅关于2027年部分节假日安排的通知 (not published yet)', published: null },
    },
  ],
};

/** Working days and days off: open to everybody. A new version of a year reaches the clocks that are running. */
@Controller('api/calendars')
export class CalendarsController {
  constructor(
    @Inject(Queries) private readonly queries: Queries,
    @Inject(SecondAdmin) private readonly second: SecondAdmin,
  ) {}

  @Get()
  @OpenQueryRoute('publication', '工作日历 the years in force, and how far the notices reach', YEARS)
  list(): Promise<CalendarList> {
    return this.queries.ask('calendars');
  }

  @Get(':year')
  @Refuses(404, 'calendar-not-found')
  @OpenQueryRoute('publication', '工作日历 every version of a year, with its notice', YEAR)
  async one(@Param('year') year: string): Promise<CalendarView> {
    return this.queries.ask('calendar', { year: /^\d{4}$/.test(year) ? Number(year) : 0 });
  }

  @Post()
  @RouteConfig(A_FILE)
  @Logged('publication')
  @For('admin')
  @ApiTags('publication')
  @Answers(PUBLISHED_YEAR, 201)
  @Answers({ approval: { ...PENDING_EXAMPLE, command: 'PublishCalendar' } }, 202)
  @Refuses(409, 'version-not-higher')
  @ApiOperation({ operationId: 'PublishCalendar', summary: '发布工作日历 PublishCalendar' })
  publish(@Body() dto: PublishCalendarDto, @TheCall() call: Call): Promise<object> {
    return this.second.give(PUBLISH_CALENDAR, { ...dto }, call);
  }
}
