import { join } from 'node:path';
import { repositoryRoot } from '../../server/scripts/repository';
import type { ServerCommand } from './language-client';

/** The bundle, as it ships. */
export const ourServer: ServerCommand = {
  name: 'twelve-factor',
  command: process.execPath,
  args: [join(repositoryRoot, 'server/dist/cli.mjs'), 'lsp', '--stdio'],
};

/** Every change analysed at once and answered: the quiet time after a keystroke is no part of what is measured. */
export const ourServerWithoutQuietTime: ServerCommand = {
  ...ourServer,
  initializationOptions: { immediate: true },
};

/** The fastest server of the field, written in Rust; same client, same run. */
export const oxlint: ServerCommand = {
  name: 'oxlint',
  command: join(repositoryRoot, 'node_modules/.bin/oxlint'),
  args: ['--lsp'],
};
