// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
//
// The protocol as the Node functions speak it, written anew for this test: prefixes are exact, the rest of a
// command is not trimmed, whatever is not parsed or found is a 501 that nobody sees.
import {post, put, remove, senderOf, subscribersOf} from './store.js';

const NOTHING = async () => {};

function command(text, context) {
    const me = context.connectionId;
    const [, name, guid] = /^(subscribe|unsubscribe|ack): ([^]*)$/.exec(text) ?? [];
    switch (name) {
        case 'subscribe':
            return () => put({connectionId: {S: `${me}#${guid}`}, subscription: {S: guid}});
        case 'unsubscribe':
            return () => remove(`${me}#${guid}`);
        case 'ack':
            return async () => {
                const sender = await senderOf(guid);
                const ack = JSON.stringify({type: 'ack', guid, acknowledgedBy: me});
                await (sender ? post(context, sender, ack) : NOTHING());
            };
        default:
            return () => post(context, me, text === 'ping' ? 'pong' : 'unknown text message');
    }
}

async function result(text, context) {
    const {guid} = JSON.parse(text);
    if (!guid) {
        await post(context, context.connectionId, 'unknown object message');
        return;
    }
    await put({connectionId: {S: `guid-sender#${guid}`}, senderConnectionId: {S: context.connectionId}});
    const subscribers = await subscribersOf(guid);
    if (subscribers.length === 0) {
        throw new Error(`No listeners for ${guid}`);
    }
    for (const subscriber of subscribers) {
        await post(context, subscriber, text);
    }
}

export async function handler({body, requestContext}) {
    try {
        await (body.startsWith('{') ? result(body, requestContext) : command(body, requestContext)());
        return {statusCode: 200, body: 'Data sent.'};
    } catch (problem) {
        console.error(problem);
        return {statusCode: 501, body: problem.message};
    }
}
