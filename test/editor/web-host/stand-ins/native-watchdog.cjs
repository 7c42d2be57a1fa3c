// Takes the place of @vscode/native-watchdog, whose native part needs a compiler: ends this process when the one that
// it watches is gone. It cannot interrupt a busy loop as the native one does; the supervisor's process group does that.
exports.start = (processId) => {
  setInterval(() => {
    try {
      process.kill(processId, 0);
    } catch {
      process.exit(87);
    }
  }, 1000).unref();
};

exports.exit = (code) => process.exit(code ?? 0);
