import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'dev-prod-parity',
  title: 'Dev/prod parity',
  statement: 'Development, staging and production use the same backing services, versions and tools.',
  url: 'https://12factor.net/dev-prod-parity',
};
