// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
//
// One stage as a CDK application: cdk synth --context template=../dist/events-relay-1.0.0-0123456789ab.json

import { App, Stack, Tags } from 'aws-cdk-lib';
import { EventsRelay } from './events-relay.js';

const app = new App();
const template = app.node.tryGetContext('template');
if (!template) {
  console.error('Name a released template: cdk synth --context template=FILE');
  process.exit(1);
}
const stage = app.node.tryGetContext('stage') ?? 'staging';
const stack = new Stack(app, `events-relay-${stage}`);
new EventsRelay(stack, 'EventsRelay', {
  template,
  parameters: {
    StageName: stage,
    ConnectCompute: 'standard',
    DisconnectCompute: 'standard',
    DefaultCompute: 'standard',
    DisconnectDelivery: 'direct',
    DefaultDelivery: 'direct',
  },
});
Tags.of(stack).add('application', 'events-relay');
