// Loaded into the server under test: it does not outlive the test run, however that ends.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
