# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs without AWS: a stand-in answers for the provider.

mock_provider "aws" {
  mock_resource "aws_cloudformation_stack" {
    defaults = {
      outputs = {
        WebSocketUrl = "wss://abc123.execute-api.us-east-1.amazonaws.com/beta"
        TableName    = "events-relay-beta-ConnectionsTable"
      }
    }
  }
}

variables {
  name         = "events-relay-beta"
  template_url = "https://artifacts.s3.us-east-1.amazonaws.com/events-relay/1.0.0/events-relay-0123456789ab.json"
  parameters   = { StageName = "beta", DefaultCompute = "standard" }
}

run "stack_parametersAndOutputs_areHandedOn" {
  assert {
    condition     = aws_cloudformation_stack.relay.parameters == tomap({ StageName = "beta", DefaultCompute = "standard" })
    error_message = "The parameters do not reach the stack."
  }
  assert {
    condition     = aws_cloudformation_stack.relay.capabilities == toset(["CAPABILITY_IAM"])
    error_message = "The stack makes roles without names, and needs no more than CAPABILITY_IAM."
  }
  assert {
    condition     = output.web_socket_url == "wss://abc123.execute-api.us-east-1.amazonaws.com/beta"
    error_message = "The address does not come out."
  }
  assert {
    condition     = output.capacity_provider_name == null
    error_message = "An output that the stack does not have is null."
  }
}

run "stack_templateWithoutItsHash_isRefused" {
  command = plan

  variables {
    template_url = "https://artifacts.s3.us-east-1.amazonaws.com/events-relay/template.json"
  }

  expect_failures = [var.template_url]
}

run "stack_parameterInAnotherCase_isRefused" {
  command = plan

  variables {
    parameters = { stage_name = "beta" }
  }

  expect_failures = [var.parameters]
}
