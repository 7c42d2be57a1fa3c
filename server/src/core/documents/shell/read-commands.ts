/** The reader behind `splitShell`: keywords, operators, scopes. Gives raw commands; wrappers are none of its business. */
import { type Span, span } from '../../text/span';
import type { ShellOperator, ShellRedirect, ShellScope } from './model';
import { closingBracket, continuationEnd, type ShellSource } from './source';
import { CLOSERS, FILLERS, OPENERS, OPERATOR, REDIRECT } from './syntax';
import { type RawWord, readWord } from './word';

export interface RawCommand {
  readonly source: ShellSource;
  readonly words: RawWord[];
  readonly redirects: ShellRedirect[];
  readonly operator: ShellOperator;
  background: boolean;
  readonly within: readonly ShellScope[];
  readonly depth: number;
}

export function readCommands(source: ShellSource, outer: readonly ShellScope[] = []): RawCommand[] {
  const reader = new Reader(source, outer);
  reader.run();
  return reader.commands;
}

/** Beyond this depth scopes are counted but no longer told apart. */
const MAXIMUM_SCOPES = 32;

interface Scope {
  readonly kind: ShellScope;
  /** Index of its first command. */
  readonly first: number;
}

/** Holds the reading position for the time of one call. */
class Reader {
  readonly commands: RawCommand[] = [];
  private at = 0;
  private words: RawWord[] = [];
  private redirects: ShellRedirect[] = [];
  private operator: ShellOperator = 'start';
  private readonly scopes: Scope[] = [];
  private within: readonly ShellScope[];
  /** The scope that was closed last, as long as nothing but redirects follow: `( … ) &` concerns all its commands. */
  private closed: Scope | undefined;
  private closedRedirects = 0;
  private isFunction = false;
  private inTest = false;
  private inPattern = false;
  private heredocs: { readonly delimiter: string; readonly stripTabs: boolean }[] = [];

  constructor(
    private readonly source: ShellSource,
    private readonly outer: readonly ShellScope[],
  ) {
    this.within = outer;
  }

  run(): void {
    const { text } = this.source;
    while (this.at < text.length) this.step();
    this.finish('newline');
  }

  private step(): void {
    const { text } = this.source;
    const character = text.charAt(this.at);
    const joined = continuationEnd(this.source, this.at);
    if (joined !== undefined) this.at = joined;
    else if (character === '\n' || character === '\r') this.endLine();
    else if (/\s/.test(character)) this.at++;
    else if (character === '#') this.at = this.lineEnd(this.at);
    else if (this.inPattern) this.readPattern(character);
    else if (this.inTest) this.readTestWord();
    else if (!this.readOperator() && !this.readBracket(character) && !this.readRedirect()) this.readPlainWord();
  }

  private endLine(): void {
    this.inTest = false;
    if (!this.inPattern) this.finish('newline');
    this.at++;
    for (const heredoc of this.heredocs.splice(0)) this.skipHeredoc(heredoc);
  }

  private readOperator(): boolean {
    OPERATOR.lastIndex = this.at;
    const operator = OPERATOR.exec(this.source.text)?.[0];
    if (operator === undefined) return false;
    this.at += operator.length;
    if (operator === '&') this.finish(';', true);
    else if (operator === '&&' || operator === '||') this.finish(operator);
    else this.finish(operator.startsWith('|') ? '|' : ';');
    if (operator.startsWith(';') && operator.length > 1 && this.scopes.at(-1)?.kind === 'case') this.inPattern = true;
    return true;
  }

  private readBracket(character: string): boolean {
    const { text } = this.source;
    if (character === ')') {
      this.finish(this.operator);
      this.close(['subshell', 'function']);
      this.at++;
      return true;
    }
    if (character === '(') {
      if (this.atCommand()) this.openBracket();
      else {
        this.at++;
        const close = this.skipBlanks(this.at);
        if (this.words.length === 1 && text[close] === ')') {
          this.at = close + 1;
          this.expectBody();
        }
      }
      return true;
    }
    const next = text[this.at + 1];
    if (character === '{' && this.atCommand() && (next === undefined || /\s/.test(next))) {
      this.open(this.takeFunction() ?? 'group');
      this.at++;
      return true;
    }
    return false;
  }

  private openBracket(): void {
    const { text } = this.source;
    if (text[this.at + 1] === '(' && this.scopes.length < MAXIMUM_SCOPES) {
      const end = closingBracket(text, this.at + 1, ')');
      if (text[end - 2] === ')' || end === text.length) {
        this.at = end;
        return;
      }
    }
    this.open(this.takeFunction() ?? 'subshell');
    this.at++;
  }

  private readRedirect(): boolean {
    const { source } = this;
    if (/[<>]/.test(source.text.charAt(this.at)) && source.text[this.at + 1] === '(') return false;
    REDIRECT.lastIndex = this.at;
    const operator = REDIRECT.exec(source.text)?.[0];
    if (operator === undefined) return false;
    const start = this.at;
    const from = this.skipBlanks(start + operator.length);
    this.at = from;
    if (from >= source.text.length || /[\s;|()<>]|&(?!\d)/.test(source.text.charAt(from))) return true;
    const raw = readWord(source, from);
    this.at = Math.max(raw.end, from + 1);
    if (/<<-?$/.test(operator)) this.heredocs.push({ delimiter: raw.word.text, stripTabs: operator.endsWith('-') });
    const redirect = { operator, target: raw.word, span: span(source.at(start), raw.word.span.end) };
    if (this.closed && this.atCommand()) {
      // A handful is real; the bound keeps hostile text linear.
      if (++this.closedRedirects > 16) return true;
      for (const command of this.commands.slice(this.closed.first)) command.redirects.push(redirect);
    } else this.redirects.push(redirect);
    return true;
  }

  private readPlainWord(): void {
    const raw = readWord(this.source, this.at);
    this.at = Math.max(raw.end, this.at + 1);
    if (!this.atCommand() || raw.word.quoted || raw.word.dynamic || !this.readKeyword(raw.word.text))
      this.words.push(raw);
  }

  /** False for an ordinary word. */
  private readKeyword(text: string): boolean {
    const opener = OPENERS.get(text);
    const closer = CLOSERS.get(text);
    if (opener) this.open(opener);
    else if (closer) {
      if (!this.scopes.some((scope) => closer.includes(scope.kind))) return false;
      this.close(closer);
    } else if (FILLERS.has(text)) this.closed = undefined;
    else if (text === 'for' || text === 'select') this.readForHeader();
    else if (text === 'case') this.readCaseHeader();
    else if (text === 'function') this.readFunctionName();
    else {
      this.inTest = text === '[[';
      return false;
    }
    return true;
  }

  /** `for name in words`, up to the separator; `for ((…))` as well. */
  private readForHeader(): void {
    this.open('loop');
    const { text } = this.source;
    while (this.at < text.length && !/[;\n\r]/.test(text.charAt(this.at))) {
      const character = text.charAt(this.at);
      const joined = continuationEnd(this.source, this.at);
      if (joined !== undefined) this.at = joined;
      else if (character === '(') this.at = closingBracket(text, this.at + 1, ')');
      else if (/[\s&|)<>]/.test(character)) this.at++;
      else this.at = Math.max(readWord(this.source, this.at).end, this.at + 1);
    }
  }

  private readCaseHeader(): void {
    this.open('case');
    for (let count = 0; count < 2; count++) {
      this.at = this.skipBlanks(this.at, true);
      if (this.at >= this.source.text.length || /[;&|()<>]/.test(this.source.text.charAt(this.at))) return;
      const raw = readWord(this.source, this.at);
      this.at = Math.max(raw.end, this.at + 1);
      if (count === 1 && raw.word.text !== 'in') return;
    }
    this.inPattern = true;
  }

  private readPattern(character: string): void {
    if (character === ')') {
      this.at++;
      this.inPattern = false;
      this.operator = ';';
    } else if (/[(|;&<>]/.test(character)) this.at++;
    else {
      const raw = readWord(this.source, this.at);
      this.at = Math.max(raw.end, this.at + 1);
      if (raw.word.text !== 'esac') return;
      this.inPattern = false;
      this.close(['case']);
    }
  }

  private readTestWord(): void {
    const raw = readWord(this.source, this.at, true);
    this.at = Math.max(raw.end, this.at + 1);
    this.words.push(raw);
    if (raw.word.text === ']]') this.inTest = false;
  }

  private readFunctionName(): void {
    this.at = this.skipBlanks(this.at);
    const { text } = this.source;
    if (this.at < text.length && !/[\s;&|()<>{]/.test(text.charAt(this.at)))
      this.at = readWord(this.source, this.at).end;
    const bracket = this.skipBlanks(this.at);
    if (text[bracket] === '(') {
      const close = this.skipBlanks(bracket + 1);
      if (text[close] === ')') this.at = close + 1;
    }
    this.expectBody();
  }

  private expectBody(): void {
    this.words = [];
    this.redirects = [];
    this.isFunction = true;
    this.at = this.skipBlanks(this.at, true);
  }

  private takeFunction(): 'function' | undefined {
    const wasFunction = this.isFunction;
    this.isFunction = false;
    return wasFunction ? 'function' : undefined;
  }

  private open(kind: ShellScope): void {
    this.closed = undefined;
    this.scopes.push({ kind, first: this.commands.length });
    if (this.scopes.length <= MAXIMUM_SCOPES) this.within = [...this.within, kind];
  }

  /** Closes the innermost scope if it is one of `kinds`; a stray closer closes nothing. */
  private close(kinds: readonly ShellScope[]): void {
    const scope = this.scopes.at(-1);
    if (!scope || !kinds.includes(scope.kind)) return;
    this.scopes.pop();
    this.inPattern = false;
    if (this.scopes.length < MAXIMUM_SCOPES) {
      this.within = this.within.slice(0, this.outer.length + this.scopes.length);
      this.closed = scope;
      this.closedRedirects = 0;
    }
  }

  private atCommand(): boolean {
    return this.words.length === 0 && this.redirects.length === 0;
  }

  private finish(next: ShellOperator, background = false): void {
    const { words, redirects, closed } = this;
    if (words.length > 0) {
      this.commands.push({
        source: this.source,
        words,
        redirects,
        operator: this.operator,
        background,
        within: this.within,
        depth: this.outer.length + this.scopes.length,
      });
    } else if (background && closed) {
      for (const command of this.commands.slice(closed.first)) command.background = true;
    }
    // An empty line after `&&`, or a line break after `then`, joins nothing anew.
    if (words.length > 0 || closed) this.operator = next;
    this.words = [];
    this.redirects = [];
    this.closed = undefined;
  }

  private skipHeredoc({ delimiter, stripTabs }: { readonly delimiter: string; readonly stripTabs: boolean }): void {
    const { text } = this.source;
    const start = this.at;
    while (this.at < text.length) {
      const end = this.lineEnd(this.at);
      const line = text.slice(this.at, end).replace(/\r$/, '');
      this.at = Math.min(text.length, end + 1);
      if ((stripTabs ? line.replace(/^\t+/, '') : line) === delimiter) return;
    }
    // Never closed: bodies are the exception, so rather read the lines as commands than lose them. One attempt a text.
    if (!this.lostHeredoc) this.at = start;
    this.lostHeredoc = true;
  }

  private lostHeredoc = false;

  private lineEnd(from: number): number {
    const end = this.source.text.indexOf('\n', from);
    return end < 0 ? this.source.text.length : end;
  }

  private skipBlanks(from: number, lines = false): number {
    const { text } = this.source;
    let at = from;
    while (at < text.length) {
      const joined = continuationEnd(this.source, at);
      const character = text.charAt(at);
      if (joined !== undefined) at = joined;
      else if (/\s/.test(character) && (lines || (character !== '\n' && character !== '\r'))) at++;
      else break;
    }
    return at;
  }
}

/** From the first to the last word. */
export function spanOfWords(source: ShellSource, words: readonly RawWord[]): Span {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return span(source.at(0), source.at(0));
  return span(first.word.span.start, source.endAt(last.end));
}
