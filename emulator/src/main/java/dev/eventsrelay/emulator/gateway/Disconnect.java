// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

/**
 * Why a connection ended, as {@code $disconnect} reports it.
 *
 * @param status a close code of RFC 6455
 * @param reason may be empty
 */
record Disconnect(int status, String reason) {
  static final Disconnect DELETED = new Disconnect(1000, "Connection Closed Normally");

  /** Idle, too old, or the gateway stops. The code is not documented; other emulators use it. */
  static final Disconnect GOING_AWAY = new Disconnect(1001, "Going away");

  static final Disconnect PROTOCOL_ERROR = new Disconnect(1002, "Protocol error");
  static final Disconnect BINARY = new Disconnect(1003, "Binary frames are not supported");
  static final Disconnect NO_STATUS =
      new Disconnect(1005, "Client-side close frame status not set");

  /**
   * No close frame came. This is RFC 6455's code for it; no source says what API Gateway reports.
   */
  static final Disconnect ABNORMAL = new Disconnect(1006, "");

  static final Disconnect NOT_UTF8 = new Disconnect(1007, "Text is not UTF-8");
  static final Disconnect TOO_BIG = new Disconnect(1009, "Message too big");
}
