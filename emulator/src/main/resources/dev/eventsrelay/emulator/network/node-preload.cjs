// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
'use strict';

// Loaded by Node before a function: every TCP connection of the process passes here. The public names
// that the emulator serves lead to it, and other hosts of AWS nowhere. The proxy says why, and logs it.
const net = require('node:net');

const settings = SETTINGS;
const connect = net.Socket.prototype.connect;

function isRefused(host) {
  return settings.refusedSuffixes.some((suffix) => host === suffix || host.endsWith('.' + suffix));
}

/** The arguments of a connect, with another host and port. */
function redirected(args, port) {
  const to = { host: '127.0.0.1', port, lookup: undefined, autoSelectFamily: undefined };
  if (Array.isArray(args[0])) {
    // As Node's own modules call it: [options, callback], marked by a symbol that must stay.
    args[0][0] = { ...args[0][0], ...to };
    return args;
  }
  if (typeof args[0] === 'object') {
    return [{ ...args[0], ...to }, ...args.slice(1)];
  }
  return [to, ...args.slice(1).filter((each) => typeof each === 'function')];
}

function hostOf(args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = first !== null && typeof first === 'object' ? first.host : args[1];
  return typeof host === 'string' ? host.toLowerCase() : '';
}

/** Asks the proxy for the host, which refuses it, and fails the socket with its reason. */
function refuse(socket, host) {
  let answer = '';
  const proxy = new net.Socket();
  proxy.setEncoding('latin1');
  const fail = () => {
    const reason = /^HTTP\/1\.1 \d+ ([^\r]*)/.exec(answer);
    const error = new Error(reason ? reason[1] : `The emulator does not let functions reach ${host}.`);
    error.code = 'ECONNREFUSED';
    error.syscall = 'connect';
    socket.destroy(error);
  };
  proxy.on('data', (text) => (answer += text));
  proxy.on('error', fail);
  proxy.on('end', fail);
  connect.call(proxy, { host: '127.0.0.1', port: settings.proxyPort }, () => {
    proxy.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`);
  });
}

net.Socket.prototype.connect = function (...args) {
  const host = hostOf(args);
  const port = Object.hasOwn(settings.local, host) ? settings.local[host] : undefined;
  if (port !== undefined) {
    return connect.apply(this, redirected(args, port));
  }
  if (isRefused(host)) {
    this.connecting = true;
    refuse(this, host);
    return this;
  }
  return connect.apply(this, args);
};
