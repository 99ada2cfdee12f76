// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;

/** What a proxy has to know of the service behind it: its operations, and how its errors look. */
interface ProxiedService {
  /** The name for people, such as {@code DynamoDB}. */
  String title();

  /** The fate of a call. */
  CallFate fate(FullHttpRequest request);

  /** The error that there are too many calls, in the protocol of the request. */
  FullHttpResponse throttled(FullHttpRequest request);

  /** The error that the service has failed, in the protocol of the request. */
  FullHttpResponse failed(FullHttpRequest request, int status);
}
