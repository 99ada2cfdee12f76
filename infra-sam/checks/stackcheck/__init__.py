# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Checks of the deployable that no public linter makes, over the template as CloudFormation gets it."""
