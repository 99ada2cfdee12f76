// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
// The gateway under Node's package ws, which is what the relay's real clients use.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {randomUUID} from 'node:crypto';

const require = createRequire(process.env.NODE_PACKAGES + '/');
const WebSocket = require('ws');
const PATIENCE = 15_000;
const ECHO = process.env.ECHO_WEBSOCKET_URL;
const RELAY = process.env.RELAY_WEBSOCKET_URL;

const soon = (promise, what) =>
  Promise.race([
    promise,
    new Promise((_, reject) => setTimeout(() => reject(new Error(`no ${what} in time`)), PATIENCE).unref()),
  ]);

async function opened(url, ...options) {
  const socket = new WebSocket(url, ...options);
  socket.received = [];
  socket.on('message', (data, binary) => socket.received.push(binary ? data : data.toString()));
  await soon(once(socket, 'open'), 'open');
  return socket;
}

async function next(socket) {
  while (socket.received.length === 0) await soon(once(socket, 'message'), 'message');
  return socket.received.shift();
}

async function closed(socket) {
  const [code, reason] = await soon(once(socket, 'close'), 'close');
  return [code, reason.toString()];
}

async function connectionId(socket) {
  socket.send('{"request":{"kind":"context"}}');
  return JSON.parse(await next(socket)).connectionId;
}

async function closedInLog(connection) {
  for (let attempt = 0; attempt < PATIENCE / 100; attempt++) {
    const log = await readFile(process.env.ECHO_LOG, 'utf8');
    const line = log.split('\n').find(one => one.includes(`closed ${connection} `));
    if (line) return line.split(`${connection} `)[1];
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('$disconnect was not called');
}

async function refusal(url) {
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  const [, response] = await soon(once(socket, 'unexpected-response'), 'refusal');
  socket.terminate();
  return response.statusCode;
}

const checks = {
  async 'messages come back'() {
    const socket = await opened(ECHO);
    for (const text of ['a', '\u00e9\u20ac\u{1f680}', 'x'.repeat(32 * 1024)]) {
      socket.send(text);
      assert.equal(await next(socket), text);
    }
    socket.close();
  },
  async 'fragments are one message'() {
    const socket = await opened(ECHO);
    for (let i = 0; i < 8; i++) socket.send('x'.repeat(16 * 1024), {fin: i === 7});
    assert.equal(await next(socket), 'x'.repeat(128 * 1024));
    socket.close();
  },
  async 'pings are answered with their payload'() {
    const socket = await opened(ECHO);
    for (const payload of ['', 'hello', 'x'.repeat(125)]) {
      socket.ping(payload);
      const [answer] = await soon(once(socket, 'pong'), 'pong');
      assert.equal(answer.toString(), payload);
    }
    socket.close();
  },
  async 'close codes of the client are answered and told'() {
    for (const [code, reason] of [[1000, 'done'], [4001, '']]) {
      const socket = await opened(ECHO);
      const connection = await connectionId(socket);
      socket.close(code, reason);
      assert.equal((await closed(socket))[0], code);
      assert.equal(await closedInLog(connection), `${code} ${JSON.stringify(reason)}`);
    }
  },
  async 'close without a status is told as 1005'() {
    const socket = await opened(ECHO);
    const connection = await connectionId(socket);
    socket.close();
    assert.equal((await closed(socket))[0], 1005);
    assert.equal(await closedInLog(connection), '1005 "Client-side close frame status not set"');
  },
  async 'binary frame is closed with 1003, too large ones with 1009'() {
    for (const [data, code] of [[Buffer.from('binary'), 1003], ['x'.repeat(32 * 1024 + 1), 1009]]) {
      const socket = await opened(ECHO);
      socket.send(data);
      assert.equal((await closed(socket))[0], code);
    }
  },
  async 'subprotocol is what the function chooses'() {
    const socket = await opened(ECHO, ['other', 'echo.v1']);
    assert.equal(socket.protocol, 'echo.v1');
    socket.close();
  },
  async 'permessage-deflate is offered and not taken'() {
    const socket = await opened(ECHO, {perMessageDeflate: true});
    assert.equal(socket.extensions, '');
    socket.send('x'.repeat(10_000));
    assert.equal(await next(socket), 'x'.repeat(10_000));
    socket.close();
  },
  async "handshake is refused with the function's status"() {
    assert.equal(await refusal(`${ECHO}?connect=401`), 401);
    assert.equal(await refusal(`${ECHO}?connect=crash`), 502);
  },
  async 'compile is relayed and acknowledged'() {
    const guid = randomUUID();
    const result = `{"guid":"${guid}","s3Key":"9f86d081","okToCache":true,"execTime":23}`;
    const router = await opened(RELAY);
    const worker = await opened(RELAY);
    router.send(`subscribe: ${guid}`);
    worker.send(result);
    assert.equal(await next(router), result);
    router.send(`ack: ${guid}`);
    const ack = JSON.parse(await next(worker));
    assert.deepEqual([ack.type, ack.guid], ['ack', guid]);
    router.close();
    worker.close();
  },
};

console.log('# ws', require('ws/package.json').version, 'on Node', process.version);
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log('ok', name);
  } catch (problem) {
    process.exitCode = 1;
    console.log(`not ok ${name}: ${String(problem).replaceAll('\n', ' ')}`);
  }
}
