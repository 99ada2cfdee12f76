# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What a load needs and costs: vCPUs, environments, instances, and the monthly bill of three profiles."""
