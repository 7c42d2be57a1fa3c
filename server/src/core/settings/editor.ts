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
    hover: z
      .boolean()
      .default(true)
      .describe('Explain a finding on hover: why it matters and what to do.')
      .meta({ scope: 'window' }),
  }),
  trace: z.object({
    server: z
      .enum(['off', 'messages', 'verbose'])
      .default('off')
      .describe('Write what editor and language server say to each other to the output channel.')
      .meta({ scope: 'window' }),
  }),
});

export type EditorSettings = z.infer<typeof editorSettingsSchema>;
