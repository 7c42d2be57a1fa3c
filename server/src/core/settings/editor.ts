import { z } from 'zod';

/**
 * Settings that exist in the editor only: when and how findings are shown. What is found and how grave it is stands in
 * `schema.ts`, which editor and command line share. `scope` is VS Code's word for where a setting may be set.
 */
export const editorSettingsSchema = z.object({
  enable: z.boolean().default(true).describe('Analyse the files of this folder.').meta({ scope: 'resource' }),
  run: z
    .enum(['onType', 'onSave'])
    .default('onType')
    .describe('When an open file is analysed.')
    .meta({
      scope: 'window',
      markdownEnumDescriptions: ['While typing, after a short pause.', 'When the file is opened or saved.'],
    }),
  maxFindingsPerFile: z
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .describe('How many findings of one file are shown at most.')
    .meta({ scope: 'resource' }),
  features: z.object({
    hover: featureSwitch(
      true,
      'On hover, explain a finding (why it matters and what to do) and say where an environment variable is declared and read.',
    ),
    completion: featureSwitch(
      true,
      'Propose names of environment variables in code, `.env` files, Dockerfiles and compose files.',
    ),
    definition: featureSwitch(true, 'Go from an environment variable to where it is declared.'),
    references: featureSwitch(true, 'Find all places that name an environment variable.'),
    rename: featureSwitch(true, 'Rename an environment variable in all files at once.'),
    documentSymbols: featureSwitch(true, 'List the keys of `.env` files in the outline.'),
    workspaceSymbols: featureSwitch(true, 'Find environment variables among the symbols of the workspace.'),
    documentLinks: featureSwitch(
      true,
      'Link paths of `.env` files: `env_file`, `--env-file` and `dotenv.config({ path })`.',
    ),
    codeLens: featureSwitch(
      false,
      'Show above the variables of `.env` files, compose files and Dockerfiles in how many places they are read.',
    ),
    inlayHints: featureSwitch(false, 'Show behind reads of environment variables in code where they are declared.'),
  }),
  trace: z.object({
    server: z
      .enum(['off', 'messages', 'verbose'])
      .default('off')
      .describe('Write what editor and language server say to each other to the output channel.')
      .meta({ scope: 'window' }),
  }),
});

function featureSwitch(isOn: boolean, description: string) {
  return z.boolean().default(isOn).describe(description).meta({ scope: 'window' });
}

export type EditorSettings = z.infer<typeof editorSettingsSchema>;
