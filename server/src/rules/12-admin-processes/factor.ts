import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'admin-processes',
  title: 'Admin processes',
  statement:
    'Migrations and other one-off tasks run as processes of the same release and config as the app, beside it and not inside its start.',
  url: 'https://12factor.net/admin-processes',
};
