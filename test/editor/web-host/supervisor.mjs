// Runs the program named by its arguments and kills it, with the whole process group that this supervisor leads, as
// soon as standard input closes. That happens when the process that started the supervisor dies in any way, SIGKILL
// included, where no handler of its own can run. The VS Code server keeps its children alive for hours otherwise.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const killGroup = () => process.kill(-process.pid, 'SIGKILL');

process.stdin.on('end', killGroup).on('error', killGroup).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, killGroup);

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => process.stderr.write(`cannot start ${command}: ${error.message}\n`, killGroup));
child.on('exit', (code, signal) => process.stderr.write(`ended with ${signal ?? `code ${code}`}\n`, killGroup));
