// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import {removeConnection} from './store.js';

export async function handler({requestContext: {connectionId}}) {
    await removeConnection(connectionId);
    return {statusCode: 200, body: 'Disconnected.'};
}
