# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
#
# An output that the parameters leave out is null.

locals {
  outputs = aws_cloudformation_stack.relay.outputs
}

output "web_socket_url" {
  description = "What routers and workers connect to."
  value       = lookup(local.outputs, "WebSocketUrl", null)
}

output "connect_policy_arn" {
  description = "Attach it to the roles of routers and workers before ConnectAuthorization becomes iam."
  value       = lookup(local.outputs, "ConnectPolicyArn", null)
}

output "management_url" {
  description = "Where the relay posts to connections."
  value       = lookup(local.outputs, "ManagementUrl", null)
}

output "table_name" {
  description = "The table."
  value       = lookup(local.outputs, "TableName", null)
}

output "on_connect_function_name" {
  description = "The function that $connect points to."
  value       = lookup(local.outputs, "OnConnectFunctionName", null)
}

output "on_disconnect_function_name" {
  description = "The function that $disconnect points to."
  value       = lookup(local.outputs, "OnDisconnectFunctionName", null)
}

output "send_message_function_name" {
  description = "The function that $default points to."
  value       = lookup(local.outputs, "SendMessageFunctionName", null)
}

output "capacity_provider_name" {
  description = "Null without a managed function."
  value       = lookup(local.outputs, "CapacityProviderName", null)
}

output "alarm_topic_arn" {
  description = "Where the alarms go. Subscribe what should hear of them."
  value       = lookup(local.outputs, "AlarmTopicArn", null)
}

output "dashboard_url" {
  description = "The dashboard."
  value       = lookup(local.outputs, "DashboardUrl", null)
}
