import fc from 'fast-check';

/**
 * One seed for every run, so that a change that is right does not fail by chance and a failure can be repeated.
 * `PROPERTY_SEED=…` searches elsewhere.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 12) });
