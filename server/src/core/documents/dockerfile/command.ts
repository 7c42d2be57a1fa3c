import { expandWord } from './expand';
import type { CommandInstruction, Heredoc, Mount, ShellText, Word } from './model';
import { imageSource, type OpenInstruction, type ReadContext } from './read-context';
import { jsonWords, splitWords } from './words';

const POSIX_SHELL = /^(?:.*[\\/])?(?:sh|bash|ash|dash|zsh|ksh)(?:\.exe)?$/;
/** Clusters of short options that end in `c`: the next word is the script. */
const COMMAND_OPTION = /^-[a-z]*c$/;

/** RUN, CMD, ENTRYPOINT, SHELL and HEALTHCHECK: which form, which words, which text for a shell. */
export function readCommand(
  open: OpenInstruction,
  keyword: CommandInstruction['keyword'],
  context: ReadContext,
): CommandInstruction {
  const { base, line, to } = open;
  const healthcheck = keyword === 'HEALTHCHECK' ? /^(none|cmd)(?:\s+|$)/i.exec(line.text.slice(open.from, to)) : null;
  const isDisabled = healthcheck?.[1]?.toLowerCase() === 'none';
  const from = isDisabled ? to : open.from + (healthcheck?.[0].length ?? 0);
  const json = jsonWords(line.text.slice(0, to), from);
  const common = {
    ...base,
    type: 'command' as const,
    keyword,
    mounts: keyword === 'RUN' ? readMounts(open, context) : [],
    shellInForce: context.shellInForce,
    isDisabled,
  };
  if (json.kind === 'words') {
    const words = json.words.map(({ value, start, end }): Word => {
      const span = line.spanOf(start, end);
      const text = context.document.slice(span.start, span.end);
      return { text, value, resolved: value, span, escaped: text !== value };
    });
    const scripts = keyword === 'SHELL' ? [] : scriptsOfWords(words);
    return { ...common, form: 'exec', words, scripts };
  }
  const form = json.kind === 'malformed' ? ('malformed-exec' as const) : ('shell' as const);
  if (from >= to) return { ...common, form, words: [], scripts: [] };
  const shell: ShellText = { text: line.shellTextOf(from, to), offset: line.spanOf(from, to).start, exact: true };
  const isPosix = context.shellInForce === undefined || POSIX_SHELL.test(context.shellInForce[0] ?? '');
  const scripts =
    isPosix && !isDisabled && keyword !== 'SHELL' ? scriptsOfLine(shell, base.heredocs, open, context) : [];
  return { ...common, form, words: [], shell, scripts };
}

function scriptsOfWords(words: readonly Word[]): ShellText[] {
  const shellAt = words[0]?.value.endsWith('env') ? 1 : 0;
  if (!POSIX_SHELL.test(words[shellAt]?.value ?? '')) return [];
  const option = words.findIndex((word, index) => index > shellAt && COMMAND_OPTION.test(word.value));
  const script = option < 0 ? undefined : words[option + 1];
  return script === undefined ? [] : [{ text: script.value, offset: script.span.start, exact: !script.escaped }];
}

function scriptsOfLine(
  shell: ShellText,
  heredocs: readonly Heredoc[],
  open: OpenInstruction,
  context: ReadContext,
): ShellText[] {
  const [heredoc] = heredocs;
  if (heredoc === undefined) return [shell];
  const words = splitWords(open.line.text.slice(0, open.to), open.from, context.escape).map(({ raw }) => raw);
  const others = words.filter((raw) => !/^\d*<<-?[^<]+$/.test(raw));
  const body: ShellText = { text: heredoc.body, offset: heredoc.bodySpan.start, exact: true };
  if (others.length === 0) return heredocs.length === 1 && isShellScript(heredoc.body) ? [body] : [];
  const isFedToShell = POSIX_SHELL.test(others[0] ?? '') && others.slice(1).every((word) => /^-[^c]*$/.test(word));
  return heredocs.length === 1 && isFedToShell ? [body] : [shell];
}

/** A here-document that begins with `#!` is run by that program. */
function isShellScript(body: string): boolean {
  const [, program, argument] = /^\s*#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(body) ?? [];
  if (program === undefined) return true;
  return POSIX_SHELL.test(program.endsWith('/env') ? (argument ?? '') : program);
}

/** https://docs.docker.com/reference/dockerfile/#run---mount */
function readMounts(open: OpenInstruction, context: ReadContext): Mount[] {
  return open.base.flags
    .filter((flag) => flag.name === 'mount' && flag.value !== undefined)
    .map((flag): Mount => {
      const options = new Map<string, string>();
      for (const part of (flag.value ?? '').split(',')) {
        const equals = part.indexOf('=');
        const key = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
        if (key !== '') options.set(key, equals < 0 ? 'true' : part.slice(equals + 1));
      }
      const from = options.get('from');
      // BuildKit expands this one, while COPY's --from must be plain.
      const resolved =
        from === undefined ? undefined : (expandWord(from, context.escape, context.lookup).resolved ?? from);
      return {
        type: options.get('type') ?? 'bind',
        options,
        span: flag.span,
        ...(resolved === undefined ? {} : { from: imageSource(resolved, flag.valueSpan, context) }),
      };
    });
}
