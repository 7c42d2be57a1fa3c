import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { baseName, directoryOf, type FilePath } from '../core/documents/kinds';
import type { ConfigurationFile } from '../core/settings/resolve';
import type { KnownRules } from '../core/settings/schema';
import { readConfiguration } from '../core/settings/schema';
import { LineMap } from '../core/text/line-map';

export const CONFIGURATION_NAME = 'twelve-factor.config.jsonc';
export const CONFIGURATION_NAMES: ReadonlySet<string> = new Set([CONFIGURATION_NAME, 'twelve-factor.config.json']);

export function isConfigurationName(name: string): boolean {
  return CONFIGURATION_NAMES.has(name);
}

export interface ConfigurationProblem {
  readonly file: FilePath;
  /** One line, without the file's name. */
  readonly message: string;
}

export interface LoadedConfigurations {
  readonly files: readonly ConfigurationFile[];
  readonly problems: readonly ConfigurationProblem[];
}

interface ConfigurationText {
  readonly file: FilePath;
  /** `undefined`: it is there and cannot be read. */
  readonly text: string | undefined;
}

/** Checks the configuration texts of a folder. Where one folder has several, its own file beats package.json. */
export function loadConfigurations(
  listing: { readonly configurations: readonly ConfigurationText[] },
  knownRules: KnownRules,
): LoadedConfigurations {
  const files: ConfigurationFile[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const source of [...listing.configurations].sort((a, b) => precedence(a.file) - precedence(b.file))) {
    const loaded = loadConfiguration(source, knownRules);
    if (loaded === undefined) continue;
    if ('problem' in loaded) problems.push({ file: source.file, message: loaded.problem });
    else files.push({ directory: directoryOf(source.file), configuration: loaded.configuration });
  }
  return { files, problems };
}

type Loaded = { readonly configuration: ConfigurationFile['configuration'] } | { readonly problem: string };

/** `undefined` for a package.json that holds no configuration after all. */
export function loadConfiguration(source: ConfigurationText, knownRules: KnownRules): Loaded | undefined {
  if (source.text === undefined) return { problem: 'cannot be read, or is no text' };
  try {
    return load(source.file, source.text, knownRules);
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'nested too deeply' };
    throw error;
  }
}

function load(file: FilePath, text: string, knownRules: KnownRules): Loaded | undefined {
  const isManifest = baseName(file) === 'package.json';
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const whole = tree === undefined ? undefined : valueIn(tree);
  const [error] = errors;
  if (error !== undefined) {
    const { line } = new LineMap(text).positionAt(error.offset);
    const problem = `line ${line + 1}: not valid ${isManifest ? 'JSON' : 'JSONC'} (${inWords(printParseErrorCode(error.error))})`;
    return { problem };
  }
  const value = isManifest ? (isObject(whole) ? whole.twelveFactor : undefined) : whole;
  if (isManifest && value === undefined) return undefined;
  const result = readConfiguration(value, knownRules);
  return result.ok ? { configuration: result.configuration } : { problem: result.problem };
}

/** What a node stands for; `__proto__` is a key like any other. */
function valueIn(node: Node): unknown {
  const { type, children = [] } = node;
  if (type === 'array') return children.map(valueIn);
  if (type !== 'object') return node.value;
  const result = {};
  for (const { children: [key, value] = [] } of children) {
    const property = { value: value && valueIn(value), configurable: true, enumerable: true, writable: true };
    if (key !== undefined) Object.defineProperty(result, String(key.value), property);
  }
  return result;
}

function precedence(file: FilePath): number {
  const name = baseName(file);
  return name === CONFIGURATION_NAME ? 0 : name === 'package.json' ? 2 : 1;
}

function isObject(value: unknown): value is { readonly twelveFactor?: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `CloseBraceExpected` gives `close brace expected`. */
function inWords(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, ' $&').toLowerCase();
}
