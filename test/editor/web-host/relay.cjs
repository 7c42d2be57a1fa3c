// Runs in the extension host in place of an extension's tests: runs those, and hands what they print straight to the
// process that started the editor. The workbench relays the console too, but mixed with its own log, without a mark
// that would tell them apart, and loses the last lines when a test ends the process.
const { Console } = require('node:console');
const { connect } = require('node:net');
const { Writable } = require('node:stream');
const { pathToFileURL } = require('node:url');

const { TWELVE_FACTOR_RELAY_SOCKET: socketPath, TWELVE_FACTOR_RELAY_TESTS: testsPath } = process.env;
delete process.env.TWELVE_FACTOR_RELAY_SOCKET;
delete process.env.TWELVE_FACTOR_RELAY_TESTS;

function redirectOutput(send) {
  const stream = (name) =>
    new Writable({
      write(chunk, _encoding, done) {
        send({ stream: name, text: chunk.toString() });
        done();
      },
    });
  // The extension host has made the methods of its own console and streams read-only, so the objects are replaced.
  for (const name of ['stdout', 'stderr']) {
    Object.defineProperty(process, name, { configurable: true, enumerable: true, value: stream(name) });
  }
  globalThis.console = new Console({ stdout: process.stdout, stderr: process.stderr });
}

async function load(path) {
  const module = path.endsWith('.mjs') ? await import(pathToFileURL(path)) : require(path);
  const run = module.run ?? module.default?.run;
  if (typeof run !== 'function') throw new Error(`${path} exports no function run()`);
  return run;
}

/** Like VS Code itself: a function of two parameters wants a callback, any other returns a promise. */
const start = (run) =>
  new Promise((resolve, reject) => {
    const callback = (error, failures) => (error ? reject(error) : resolve(failures));
    const result = run(testsPath, callback);
    if (run.length < 2 || typeof result?.then === 'function') Promise.resolve(result).then(resolve, reject);
  });

exports.run = async () => {
  const socket = connect(socketPath);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const send = (message) => socket.write(`${JSON.stringify(message)}\n`);
  redirectOutput(send);
  try {
    const failures = await start(await load(testsPath));
    if (typeof failures === 'number' && failures > 0) throw new Error(`${failures} tests failed`);
  } catch (error) {
    send({ stream: 'stderr', text: `${error?.stack ?? error}\n` });
    throw error;
  } finally {
    send({ ended: true });
    await new Promise((resolve) => socket.end(resolve));
  }
};
