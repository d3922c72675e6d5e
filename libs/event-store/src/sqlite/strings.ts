import type { Actor } from '#kernel';
import type { Database } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { DamageError } from '../errors.js';

const CACHED = 10_000;

export interface Strings {
  idOf(text: string): number;
  textOf(id: number): string;
  actorOf(id: number): Actor;
  /** Drops what is cached; after a rollback an id may mean another text. */
  forget(): void;
}

export function openStrings(database: Database): Strings {
  const find = database.prepare<[string], number>('SELECT id FROM strings WHERE text = ?').pluck();
  const get = database.prepare<[number], string>('SELECT text FROM strings WHERE id = ?').pluck();
  const insert = database.prepare<[string]>('INSERT INTO strings (text) VALUES (?)');
  const ids = new LRUCache<string, number>({ max: CACHED });
  const texts = new LRUCache<number, string>({ max: CACHED });
  const actors = new LRUCache<number, Actor>({ max: CACHED });

  function textOf(id: number): string {
    const known = texts.get(id);
    if (known !== undefined) return known;
    const text = get.get(id);
    if (text === undefined) throw new DamageError(database.name, `the log refers to string ${id}, which is not there`);
    texts.set(id, text);
    return text;
  }

  function parsed(text: string, id: number): Actor {
    try {
      return JSON.parse(text) as Actor;
    } catch (fault) {
      throw new DamageError(database.name, `string ${id} is nobody, though events name it as who did them`, { cause: fault });
    }
  }

  return {
    idOf(text) {
      const known = ids.get(text);
      if (known !== undefined) return known;
      const id = find.get(text) ?? Number(insert.run(text).lastInsertRowid);
      ids.set(text, id);
      return id;
    },
    textOf,
    actorOf(id) {
      const known = actors.get(id);
      if (known !== undefined) return known;
      const actor = Object.freeze(parsed(textOf(id), id));
      actors.set(id, actor);
      return actor;
    },
    forget() {
      ids.clear();
      texts.clear();
      actors.clear();
    },
  };
}
