import { nodeFileHost } from '../host/file-host';
import { readRulePage } from '../host/rule-pages';
import { factors, rules } from '../rules/index';
import { systemClock } from './clock';
import { DEFAULT_SCHEDULE } from './scheduler';
import type { ServerDependencies } from './server';
import { platformPathStyle } from './uris';

/** What the server works with when it runs as a process of its own. */
export const nodeDependencies: ServerDependencies = {
  host: nodeFileHost,
  rules,
  factors,
  readRulePage,
  clock: systemClock,
  schedule: DEFAULT_SCHEDULE,
  pathStyle: platformPathStyle(process.platform),
};
