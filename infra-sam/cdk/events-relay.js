// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0

import { Stack, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';

/** What CDK's validator finds because it does not evaluate conditions, or in what SAM's transform wrote. */
const ACKNOWLEDGED = {
  F3020: 'A condition chooses between AvailabilityZone and AvailabilityZoneId.',
  W1001: 'A condition that implies that of the function chooses it.',
  W1030: 'The schedules exist only if their expressions are not empty.',
  W3011: 'Versions go with their function.',
};

/**
 * A release of the template inside a CDK stack. Its resources keep their logical ids, so a stack that was deployed
 * with SAM can go on as this one.
 */
export class EventsRelay extends Construct {
  /**
   * @param {import('constructs').Construct} scope the stack
   * @param {string} id
   * @param {{template: string, parameters?: Record<string, string>}} props `template` is the file that ./release wrote;
   *     `parameters` are named as in it, and those not given stay parameters of the stack, with their defaults
   */
  constructor(scope, id, { template, parameters = {} }) {
    super(scope, id);
    this.included = new CfnInclude(this, 'Template', {
      templateFile: template,
      preserveLogicalIds: true,
    });
    for (const [rule, reason] of Object.entries(ACKNOWLEDGED)) {
      // What concerns outputs is reported of the stack.
      Validations.of(Stack.of(this)).acknowledge({ id: `CloudFormation-Validate::${rule}`, reason });
    }
    for (const [name, value] of Object.entries(parameters)) {
      this.included.getParameter(name).default = value;
    }
  }

  /** What routers and workers connect to. */
  get webSocketUrl() {
    return this.output('WebSocketUrl');
  }

  /** Where the alarms go. */
  get alarmTopicArn() {
    return this.output('AlarmTopicArn');
  }

  /** The value of any output of the template, by its name there. */
  output(name) {
    return this.included.getOutput(name).value;
  }
}
