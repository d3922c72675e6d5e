// What jest gives for 'fast-check': the same runs every time. PROPERTY_SEED chooses others.
import fc from '../../node_modules/fast-check/lib/fast-check.js';

export const SEED = 20_181_145;

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.PROPERTY_SEED ?? SEED) });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default fc;
