# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What a queue gave up on: look at it, give it back to its queue, or drop it."""
