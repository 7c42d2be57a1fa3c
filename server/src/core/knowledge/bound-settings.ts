import type { Span } from '../text/span';

/**
 * Libraries of other languages that fill the fields of a class or a structure from the variables of the same names, in
 * another spelling: no text then has the name of a variable that they read.
 */
const BINDS_BY_NAME =
  /\bBaseSettings\b|\bAutomaticEnv\(|\benvconfig\.(?:Process|MustProcess)\(|\benvy::|\bEnvironment::with_prefix\(|@ConfigurationProperties\b|\bAddEnvironmentVariables\(|\bos\.environ\.(?:items|copy)\(|\bdict\(os\.environ\)|\benviron\.Env\b/;

/** Where a text has Pydantic, Viper, envconfig, envy, Rust's config, Spring or .NET do so. UTF-16 offsets. */
export function bindingIn(text: string): Span | undefined {
  const match = BINDS_BY_NAME.exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}

/** Languages that have such a library. */
export const BINDING_LANGUAGES = /\.(?:py|go|rs|java|kts?|cs)$/;

/** Marks of a project in Python, Go, Rust or Elixir, whose readers of env files keep a `#` within a value. */
export const FOREIGN_MANIFESTS: readonly string[] = [
  'pyproject.toml',
  'Pipfile',
  'requirements.txt',
  'manage.py',
  'go.mod',
  'Cargo.toml',
  'mix.exs',
];
