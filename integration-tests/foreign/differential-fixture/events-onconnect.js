// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import {put} from './store.js';

export async function handler({requestContext: {connectionId}}) {
    await put({connectionId: {S: connectionId}});
    return {statusCode: 200, body: 'Connected.'};
}
