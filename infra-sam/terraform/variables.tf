# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0

variable "name" {
  description = "Name of the stack. One stack is one stage."
  type        = string
  default     = "events-relay"
}

variable "template_url" {
  description = "What ./release printed: where the template of one version lies in S3."
  type        = string

  validation {
    condition     = can(regex("^https://[^/]+/.+-[0-9a-f]{12}\\.json$", var.template_url))
    error_message = "template_url is the https address that ./release printed; it ends in the template's hash and .json."
  }
}

variable "parameters" {
  description = "Parameters of the template by their names, such as { StageName = \"beta\" }. The others keep their defaults."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.parameters) : can(regex("^[A-Z][A-Za-z]+$", name))])
    error_message = "parameters are named as in template.yaml, such as StageName."
  }
}

variable "tags" {
  description = "Tags of the stack and of everything in it."
  type        = map(string)
  default     = { application = "events-relay" }
}
