import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const DRIVER = Number(process.versions.napi) >= 10 ? 'better-sqlite3-napi' : 'better-sqlite3';

/** From now on every connection that this process opens has these properties instead of its own. For controls only. */
export function spoilDatabase(propertiesOf) {
  const Database = require(DRIVER);
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
  require.cache[require.resolve(DRIVER)].exports = Object.assign(function (...args) {
    return open(...args);
  }, Database);
}
