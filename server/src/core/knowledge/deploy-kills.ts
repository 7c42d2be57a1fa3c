/** Commands that end processes without time to end in order. */
import { baseProgram, type ShellCommand } from '../documents/shell/split';

/** Paths and names of scripts that bring a release out. */
export const DEPLOY_SCRIPT =
  /(?:^|[/._:-])(?:deploy|deployment|release|restart|rollout|redeploy|update|upgrade)(?:$|[/._:-])/i;

/** How the command is called: `docker kill`; `undefined` for one that leaves time. */
export function killOf({ words }: ShellCommand): string | undefined {
  const program = baseProgram(words[0]) ?? '';
  const texts = words.slice(1).map(({ text }) => text);
  if (/^(?:kill|pkill|killall)$/.test(program)) {
    const at = texts.findIndex((text) => /^(?:-s|--signal)$/.test(text));
    const isKill = texts.some((text) => /^-(?:9|(?:SIG)?KILL)$/.test(text)) || (at >= 0 && isKillSignal(texts[at + 1]));
    return isKill ? `${program} -9` : undefined;
  }
  if (!/^(?:docker|podman|docker-compose)$/.test(program)) return undefined;
  const isCompose = texts[0] === 'compose';
  const [action, ...rest] = isCompose ? texts.slice(1) : texts;
  const name = `${program}${isCompose ? ' compose' : ''} ${action ?? ''}`;
  if (action === 'kill') {
    const at = rest.findIndex((text) => /^(?:-s|--signal)(?:=|$)/.test(text));
    const signal = at < 0 ? 'KILL' : (rest[at]?.split('=')[1] ?? rest[at + 1]);
    return isKillSignal(signal) ? name : undefined;
  }
  if (action !== 'stop' && action !== 'restart') return undefined;
  const isAtOnce = rest.some((text, index) =>
    /^(?:-t|--time|--timeout)$/.test(text) ? rest[index + 1] === '0' : /^(?:-t|--time=|--timeout=)0$/.test(text),
  );
  return isAtOnce ? `${name} -t 0` : undefined;
}

function isKillSignal(signal: string | undefined): boolean {
  return /^(?:9|(?:SIG)?KILL)$/i.test(signal ?? '');
}
