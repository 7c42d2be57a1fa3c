/**
 * The last value of `core.excludesFile` in the text of a git configuration file, and the files it includes without a
 * condition. Git is never run; what the format allows beyond this (quoted escapes, conditions) is left alone.
 */
export function readGitConfig(text: string): {
  readonly excludesFile: string | undefined;
  readonly includes: readonly string[];
} {
  let section = '';
  let excludesFile: string | undefined;
  const includes: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*([\w.-]+)\s*("[^"]*")?\s*\]/.exec(line);
    if (header !== null) section = `${header[1]?.toLowerCase()}${header[2] ?? ''}`;
    const setting = /^\s*(?:\[[^\]]*\]\s*)?([a-z][\w-]*)\s*=\s*(.*)$/i.exec(line);
    if (setting === null) continue;
    const name = `${section}.${setting[1]?.toLowerCase()}`;
    if (name === 'core.excludesfile') excludesFile = readValue(setting[2] ?? '');
    if (name === 'include.path') includes.push(readValue(setting[2] ?? ''));
  }
  return { excludesFile, includes };
}

function readValue(written: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(written);
  if (quoted !== null) return (quoted[1] ?? '').replace(/\\(["\\])/g, '$1');
  return written.replace(/\s*[#;].*$/, '').trim();
}
