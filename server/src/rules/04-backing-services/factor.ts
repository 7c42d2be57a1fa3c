import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'backing-services',
  title: 'Backing services',
  statement:
    'Databases, queues, caches and mail are attached resources: their addresses and credentials come from the config, so that one can be swapped without a change of code.',
  url: 'https://12factor.net/backing-services',
};
