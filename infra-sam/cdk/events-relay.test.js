// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
//
// Needs a template: EVENTS_RELAY_TEMPLATE=FILE npm test

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { App, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventsRelay } from './events-relay.js';

const file = process.env.EVENTS_RELAY_TEMPLATE;
assert.ok(file, 'EVENTS_RELAY_TEMPLATE names the template that ./release --plain printed');
const released = JSON.parse(readFileSync(file, 'utf8'));

function synthesised(parameters, change = () => {}) {
  // Findings of CDK's validator are errors, as in applications that cdk init makes.
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  const stack = new Stack(app, 'relay');
  change(stack, new EventsRelay(stack, 'EventsRelay', { template: file, parameters }));
  return Template.fromStack(stack).toJSON();
}

test('template_included_isTheReleasedOne', () => {
  const template = synthesised({});

  for (const section of ['Resources', 'Conditions', 'Mappings', 'Outputs']) {
    assert.deepEqual(template[section], released[section], section);
  }
  // CDK adds its own of each, for the version of its bootstrap stack.
  for (const section of ['Parameters', 'Rules']) {
    for (const [name, body] of Object.entries(released[section])) {
      assert.deepEqual(template[section][name], body, `${section}.${name}`);
    }
  }
});

test('parameter_given_becomesTheDefaultAndKeepsItsLimits', () => {
  const { StageName } = synthesised({ StageName: 'beta' }).Parameters;

  assert.equal(StageName.Default, 'beta');
  assert.deepEqual(StageName.AllowedValues, released.Parameters.StageName.AllowedValues);
});

test('parameter_unknown_isRefused', () => {
  assert.throws(() => synthesised({ Stage: 'beta' }), /Stage/);
});

test('output_ofTheTemplate_isUsedInTheStack', () => {
  const template = synthesised({}, (stack, relay) => {
    new CfnOutput(stack, 'Events', { value: relay.webSocketUrl });
    new CfnOutput(stack, 'Table', { value: relay.output('TableName') });
  });

  assert.deepEqual(template.Outputs.Events.Value, released.Outputs.WebSocketUrl.Value);
  assert.deepEqual(template.Outputs.Table.Value, { Ref: 'ConnectionsTable' });
});

test('tags_ofTheStack_joinThoseOfTheTemplate', () => {
  const template = synthesised({}, (stack) => Tags.of(stack).add('team', 'events'));

  const keys = template.Resources.CapacityProvider.Properties.Tags.map((tag) => tag.Key);
  assert.deepEqual(keys.sort(), ['events-relay:way-out-a', 'events-relay:way-out-b', 'team']);
});
