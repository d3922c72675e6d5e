import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { findCalendar, sha256Of, type CalendarView } from '#engine';
import type { CommandDone } from '#event-store';
import { CALENDAR_STREAM, type CalendarPublished } from '#publication';
import { actorFor, Commands } from '../commands.js';
import { HOST, type Host } from '../host.js';
import { Answers, OpenQueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { A_FILE } from '../http/json-body.js';
import { HttpProblem } from '../http/problem.js';
import { PublishCalendarDto } from './publication.dto.js';

const YEAR = { year: 2026, current: '2026.1', calendar: 'CN:2025.1,2026.1', versions: [{ version: '2026.1', published: null }] };
const DONE = { version: '2026.2', calendar: 'CN:2025.1,2026.2', sha256: '9f86d0…', revision: 0, position: '128' };

type PublishedYear = Omit<CalendarPublished['data'], 'year' | 'reason'> & {
  readonly revision: number;
  readonly position: string | null;
};

/** Working days and days off: open to everybody. A new version of a year reaches the clocks that are running. */
@ApiTags('publication')
@Controller('api/calendars')
export class CalendarsController {
  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(Commands) private readonly commands: Commands,
  ) {}

  @Get(':year')
  @OpenQueryRoute('publication', '工作日历 every version of a year, with its notice', YEAR)
  async one(@Param('year') year: string): Promise<CalendarView> {
    const found = /^\d{4}$/.test(year) ? await findCalendar(this.host.engine, Number(year)) : undefined;
    if (found === undefined)
      throw new HttpProblem(404, 'calendar-not-found', '没有该年度的工作日历', 'There is no calendar for that year');
    return found;
  }

  @Post()
  @RouteConfig(A_FILE)
  @For('admin')
  @ApiBearerAuth()
  @Answers(DONE, 201)
  @ApiOperation({ operationId: 'PublishCalendar', summary: '发布工作日历 PublishCalendar' })
  async publish(@Body() dto: PublishCalendarDto, @TheCall() call: Call): Promise<PublishedYear> {
    const done = await this.commands.send(
      'PublishCalendar',
      CALENDAR_STREAM,
      { ...dto },
      actorFor(call.account, ['admin']),
      call,
    );
    const { version, calendar, sha256 } = await this.published(done, dto.year);
    return { version, calendar, sha256, revision: done.revision, position: done.position ?? null };
  }

  /** Published now, or, with the same content, before. */
  private async published({ events }: CommandDone, year: object): Promise<CalendarPublished['data']> {
    const sha256 = sha256Of(year);
    const known = events.length > 0 ? events : await this.host.engine.store.readStream(CALENDAR_STREAM);
    const found = known.map(({ data }) => data as CalendarPublished['data']).find((one) => one.sha256 === sha256);
    if (found === undefined) throw new Error(`the publication ${sha256} is not in the log`);
    return found;
  }
}
