import type { z } from 'zod';
import { type EditorSettings, editorSettingsSchema } from '../../core/settings/editor';
import type { KnownRules } from '../../core/settings/schema';
import { type Configuration, configurationSchema, readConfiguration } from '../../core/settings/schema';
import { SETTINGS_SECTION } from '../../protocol/index';

/** The editor's settings for one folder: how to show, and what a configuration file does not say. */
export interface FolderSettings {
  readonly editor: EditorSettings;
  readonly configuration: Configuration;
}

export interface ReadSettings {
  readonly settings: FolderSettings;
  /** One line for each setting that was left out because it is not valid. */
  readonly problems: readonly string[];
}

export const DEFAULT_SETTINGS: FolderSettings = {
  editor: editorSettingsSchema.parse({ features: {}, trace: {} }),
  configuration: {},
};

/**
 * Reads what an editor sends: nested or with dotted keys, with or without the section around it. A setting that is not
 * valid costs itself only.
 */
export function readSettings(value: unknown, knownRules: KnownRules): ReadSettings {
  const given = unfold(value);
  const problems: string[] = [];
  const configuration: Record<string, unknown> = {};
  const editor: Record<string, unknown> = { features: {}, trace: {} };
  for (const [key, setting] of Object.entries(given)) {
    if (isUnset(setting)) continue;
    const problem = key in configurationSchema.shape ? checkConfiguration(key, setting, knownRules) : undefined;
    if (problem !== undefined) problems.push(problem);
    else if (key in configurationSchema.shape) configuration[key] = setting;
    else if (isEditorKey(key)) {
      if (editorSettingsSchema.shape[key].safeParse(setting).success) editor[key] = setting;
      else if ((key === 'features' || key === 'trace') && isRecord(setting)) {
        editor[key] = validPart(key, setting, problems);
      } else problems.push(`"${SETTINGS_SECTION}.${key}" is not valid`);
    }
  }
  return { settings: { editor: editorSettingsSchema.parse(editor), configuration }, problems };
}

/** Of several settings under one key, those that are valid. */
function validPart(
  key: 'features' | 'trace',
  group: Record<string, unknown>,
  problems: string[],
): Record<string, unknown> {
  const shape: Readonly<Record<string, z.ZodType>> = editorSettingsSchema.shape[key].shape;
  const entries = Object.entries(group).filter(([name, setting]) => {
    const isValid = !isUnset(setting) && shape[name]?.safeParse(setting).success === true;
    if (!isValid && !isUnset(setting) && name in shape)
      problems.push(`"${SETTINGS_SECTION}.${key}.${name}" is not valid`);
    return isValid;
  });
  return Object.fromEntries(entries);
}

function checkConfiguration(key: string, setting: unknown, knownRules: KnownRules): string | undefined {
  const result = readConfiguration({ [key]: setting }, knownRules);
  return result.ok ? undefined : `"${SETTINGS_SECTION}.${key}": ${result.problem}`;
}

function isEditorKey(key: string): key is keyof EditorSettings {
  return key in editorSettingsSchema.shape;
}

/** What editors send for a setting that nobody made. */
function isUnset(setting: unknown): boolean {
  return setting === null || setting === undefined || setting === '';
}

function unfold(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return {};
  const inner = value[SETTINGS_SECTION];
  if (isRecord(inner)) return unfold(inner);
  const result: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(value)) {
    const path = key.startsWith(`${SETTINGS_SECTION}.`) ? key.slice(SETTINGS_SECTION.length + 1) : key;
    const [first = '', ...rest] = path.split('.');
    if (rest.length === 0) result[first] = setting;
    else result[first] = { ...(isRecord(result[first]) && result[first]), [rest.join('.')]: setting };
  }
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
