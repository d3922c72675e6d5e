import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
// Behind the package's door: what the door itself hands out is fixed as soon as it has been opened.
const INSIDE = 'better-sqlite3/lib/database';

/** From now on every connection that this process opens has these properties instead of its own. For controls only. */
export function spoilDatabase(propertiesOf) {
  const Database = require(INSIDE);
  const open = (...args) => {
    const database = new Database(...args);
    const properties = propertiesOf(database);
    return new Proxy(database, {
      get(target, name) {
        if (name in properties) return properties[name];
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
  require.cache[require.resolve(INSIDE)].exports = Object.assign(function (...args) {
    return open(...args);
  }, Database);
}
