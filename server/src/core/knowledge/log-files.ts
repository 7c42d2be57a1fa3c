/** Where what a process says is no file on a disk. */
export const STANDARD_STREAM =
  /^(?:&?\d|\/dev\/(?:std(?:out|err)|null|fd\/\d|tty\d?|console)|\/proc\/(?:1|self)\/fd\/\d|NULL|-)$/;

/** Flags of process managers that name log files; the value follows, or stands behind `=`. */
export const LOG_FILE_FLAGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['pm2', ['-o', '--output', '-e', '--error', '-l', '--log']],
  ['pm2-runtime', ['-o', '--output', '-e', '--error', '-l', '--log']],
  ['pm2-docker', ['-o', '--output', '-e', '--error', '-l', '--log']],
  ['forever', ['-o', '-e', '-l']],
]);

/** Packages that look after log files on a disk. */
export const LOG_ROTATORS: ReadonlySet<string> = new Set(['logrotate']);
