// Takes the place of @vscode/spdlog, whose native part needs a compiler. Without it the server complains at every log
// file, and output channels, which are such files, stay empty.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  #file;
  #level = 2;
  #formatted = true;

  constructor(_type, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
  }

  #write(level, message) {
    if (level < this.#level) return;
    const prefix = this.#formatted ? `${new Date().toISOString()} [${names[level]}] ` : '';
    try {
      // With formatters off (output channels), the message brings its own line ends.
      appendFileSync(this.#file, `${prefix}${message}${this.#formatted ? '\n' : ''}`);
    } catch {
      // The log folder went away: the editor is being shut down.
    }
  }

  trace = (message) => this.#write(0, message);
  debug = (message) => this.#write(1, message);
  info = (message) => this.#write(2, message);
  warn = (message) => this.#write(3, message);
  error = (message) => this.#write(4, message);
  critical = (message) => this.#write(5, message);
  getLevel = () => this.#level;
  setLevel = (level) => {
    this.#level = level;
  };
  setPattern = () => {};
  clearFormatters = () => {
    this.#formatted = false;
  };
  flush = () => {};
  drop = () => {};
}

const create = async (name, file) => new Logger('rotating', name, file);

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
