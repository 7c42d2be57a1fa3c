import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'disposability',
  title: 'Disposability',
  statement: 'Processes start fast and stop gracefully on SIGTERM, so that they can be replaced at any moment.',
  url: 'https://12factor.net/disposability',
};
