# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
#
# A release of the template as one resource: Terraform owns the stack, CloudFormation owns what is in it.

terraform {
  required_version = ">= 1.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 7.0"
    }
  }
}

resource "aws_cloudformation_stack" "relay" {
  name         = var.name
  template_url = var.template_url
  parameters   = var.parameters
  capabilities = ["CAPABILITY_IAM"]
  tags         = var.tags

  # Making a capacity provider and its first instances takes ten minutes; deleting one waits for the last of them.
  timeouts {
    create = "60m"
    update = "60m"
    delete = "60m"
  }
}
