// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0

/** Stands in for the agent that LocalStack would download, and does nothing. */
final class Agent {
  private Agent() {}

  public static void premain(String arguments) {}
}
