// Runs Azurite for as long as somebody holds a lease on it, in a session of its own, and ends it so that it writes its data.
//
//   node runner.js '{"main":…,"data":…,"registry":…,"ports":{"blob":n,"queue":n,"table":n}}'
//
// prints {"lease":port} or {"error":"…"} and leaves the real runner behind. A lease is an open TCP connection to that port. What it
// reads there is one word a line: starting, ready, closing, kept, or failed and a reason. The far end of a lease is closed by its
// holder, or by the kernel when the holder was killed.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

const GRACE_MS = 300;
const FIRST_LEASE_MS = 15_000;
const EXIT_MS = 30_000;
const CHECK_MS = 100;
const QUIET_CHECKS = 10;
const OLDEST_NODE = 20;

const options = JSON.parse(process.argv[2]);
const needed = Object.values(options.ports).filter(port => port > 0);
const records = [path.join(options.data, 'runner.json'), ...needed.map(port => path.join(options.registry, `port-${port}.json`))];

if (process.argv[3] === 'serve') serve();
else launch();

function launch() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    console.log(JSON.stringify({ error: `Node.js ${process.versions.node} is too old` }));
    return;
  }

  fs.mkdirSync(options.data, { recursive: true });
  fs.mkdirSync(options.registry, { recursive: true });
  const log = fs.openSync(path.join(options.data, 'azurite.log'), 'a');
  const runner = spawn(process.execPath, [__filename, process.argv[2], 'serve'], { detached: true, stdio: ['ignore', 'pipe', log], cwd: options.data });
  runner.stdout.once('data', line => {
    process.stdout.write(line);
    process.exit(0);
  });
  runner.once('exit', () => console.log(JSON.stringify({ error: 'the runner ended at once, see azurite.log' })));
}

function serve() {
  const leases = new Set();
  const leaving = new Set();
  let state = 'starting';
  let azurite;
  let timer = setTimeout(close, FIRST_LEASE_MS);
  const server = net.createServer({ allowHalfOpen: true }, lease);
  process.on('SIGHUP', () => {});
  server.listen(0, '127.0.0.1', () => {
    const lease = server.address().port;
    if (!claim({ pid: process.pid, lease, ports: options.ports, data: options.data })) answer({ error: 'taken' });
    else {
      start();
      process.on('SIGINT', close).on('SIGTERM', close);
      answer({ lease });
    }
  });

  function answer(line) {
    process.stdout.on('error', () => {});
    process.stdout.write(JSON.stringify(line) + '\n', () => line.error && process.exit(0));
  }

  function lease(socket) {
    socket.on('error', () => {}).resume();
    leases.add(socket);
    socket.write(state + '\n');
    if (state === 'closing') return;
    clearTimeout(timer);
    for (const left of leaving) left.end('kept\n');
    leaving.clear();
    socket.once('end', () => release(socket)).once('close', () => release(socket));
  }

  function release(socket) {
    if (!leases.delete(socket) || state === 'closing') return;
    if (leases.size > 0) socket.end('kept\n');
    else {
      leaving.add(socket);
      timer = setTimeout(close, GRACE_MS);
    }
  }

  function tell(word) {
    state = word;
    for (const socket of [...leases, ...leaving]) socket.write(word + '\n');
  }

  function start() {
    const log = fs.openSync(path.join(options.data, 'azurite.log'), 'a');
    const ports = ['blob', 'queue', 'table'].flatMap(name => [`--${name}Port`, String(options.ports[name])]);
    const flags = ['--location', options.data, ...ports, '--skipApiVersionCheck', '--disableTelemetry', '--silent'];
    azurite = spawn(process.execPath, [options.main, ...flags], { stdio: ['ignore', 'pipe', log], cwd: options.data });
    let said = '';
    azurite.stdout.on('data', text => {
      fs.writeSync(log, text);
      said += text;
      if (state === 'starting' && said.split('successfully listening').length > 3) tell('ready');
      if (state === 'closing' && said.split('successfully closed').length > 3) endOnceSaved();
    });
    azurite.once('exit', code => end(state === 'closing' ? 'closed' : `failed Azurite ended with code ${code}, see ${path.join(options.data, 'azurite.log')}`));
  }

  // Azurite says that it has closed although a save that began before may still be under way: its file is written beside the old one,
  // with a tilde, and then renamed. Once there has been none for a while, all that keeps Azurite is open connections that nobody uses.
  function endOnceSaved(quiet = 0) {
    const saving = fs.readdirSync(options.data).some(name => name.endsWith('~'));
    if (quiet === QUIET_CHECKS) azurite.kill('SIGKILL');
    else setTimeout(endOnceSaved, CHECK_MS, saving ? 0 : quiet + 1);
  }

  // SIGINT makes Azurite write its tables before it goes; SIGTERM and SIGKILL lose the last seconds.
  function close() {
    if (state === 'closing') return;
    clearTimeout(timer);
    tell('closing');
    azurite.kill('SIGINT');
    setTimeout(() => azurite.kill('SIGKILL'), EXIT_MS);
  }

  function end(word) {
    tell(word);
    for (const file of records) if (owner(file) === process.pid) fs.rmSync(file, { force: true });
    setTimeout(() => process.exit(0), 20);
  }
}

/** Writes the record to every place, or to none when another runner has one of them. Who finds a record that nobody serves removes it. */
function claim(record) {
  const mine = [];
  try {
    for (const file of records) {
      fs.writeFileSync(file, JSON.stringify(record), { flag: 'wx' });
      mine.push(file);
    }
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    for (const file of mine) fs.rmSync(file, { force: true });
    return false;
  }
}

function owner(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).pid;
  } catch {
    return undefined;
  }
}
