// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
//
// Runs a Node function for the emulator, one invocation at a time: node differential_runtime.mjs FILE.EXPORT.
// AWS's own client compiles native code, which a comparison of two functions does not need.
import http from 'node:http';
import https from 'node:https';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const API = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const LOOPBACK = /^(127\.|localhost$)/;

// The functions post to https://{domainName}, which is the emulator's plain port here.
const secure = https.request;
https.request = (first, ...rest) => {
    const options = typeof first === 'string' || first instanceof URL ? new URL(first) : first;
    if (!LOOPBACK.test(options.hostname ?? options.host)) {
        return secure(first, ...rest);
    }
    if (options instanceof URL) {
        return http.request(new URL(String(options).replace(/^https:/, 'http:')), ...rest);
    }
    return http.request({...options, protocol: 'http:', agent: undefined}, ...rest);
};
syncBuiltinESMExports();

async function load(handler) {
    const dot = handler.lastIndexOf('.');
    const file = path.resolve(process.env.LAMBDA_TASK_ROOT, handler.slice(0, dot));
    for (const extension of ['.js', '.mjs', '.cjs']) {
        try {
            return (await import(pathToFileURL(file + extension)))[handler.slice(dot + 1)];
        } catch (problem) {
            if (problem.code !== 'ERR_MODULE_NOT_FOUND' || !String(problem.url ?? problem.message).includes(file)) {
                throw problem;
            }
        }
    }
    throw new Error(`there is no ${file}.js, .mjs or .cjs`);
}

const report = problem => JSON.stringify({errorType: problem.name ?? 'Error', errorMessage: String(problem.message)});

async function serve(handler) {
    for (;;) {
        const next = await fetch(`${API}/invocation/next`);
        const id = next.headers.get('Lambda-Runtime-Aws-Request-Id');
        const event = await next.json();
        try {
            const answer = await handler(event, {awsRequestId: id});
            await fetch(`${API}/invocation/${id}/response`, {method: 'POST', body: JSON.stringify(answer ?? null)});
        } catch (problem) {
            console.error(problem);
            await fetch(`${API}/invocation/${id}/error`, {method: 'POST', body: report(problem)});
        }
    }
}

try {
    await serve(await load(process.argv.at(-1)));
} catch (problem) {
    console.error(problem);
    await fetch(`${API}/init/error`, {method: 'POST', body: report(problem)}).catch(() => {});
    process.exit(1);
}
