// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

/** Where a connection that a function opens may lead. */
sealed interface Destination {
  /** To a server on this machine that stands for the host, on a port of 127.0.0.1. */
  record Local(int port) implements Destination {}

  /** To the host itself. */
  record Outside() implements Destination {}

  /**
   * Nowhere.
   *
   * @param why a sentence for the user that also says what to change
   */
  record Refused(String why) implements Destination {}
}
