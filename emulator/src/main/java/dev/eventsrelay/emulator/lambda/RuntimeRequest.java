// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import io.netty.handler.codec.http.HttpMethod;

/** A request to the Runtime API, by method and path. */
sealed interface RuntimeRequest {
  /** 6 MiB and 100 bytes, the limit of AWS's server. */
  int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 + 100;

  /** The limit of AWS's server for reported errors. */
  int MAX_ERROR_BYTES = 1024 * 1024;

  String VERSION = "/2018-06-01";
  String INVOCATION = VERSION + "/runtime/invocation/";

  /** The longest body that is read. */
  int maxBodyBytes();

  record Next() implements RuntimeRequest {
    @Override
    public int maxBodyBytes() {
      return 0;
    }
  }

  record Response(String requestId) implements RuntimeRequest {
    @Override
    public int maxBodyBytes() {
      return MAX_PAYLOAD_BYTES;
    }
  }

  record InvocationError(String requestId) implements RuntimeRequest {
    @Override
    public int maxBodyBytes() {
      return MAX_ERROR_BYTES;
    }
  }

  record InitError() implements RuntimeRequest {
    @Override
    public int maxBodyBytes() {
      return MAX_ERROR_BYTES;
    }
  }

  /** A snapshot's copy is ready to go on. */
  record RestoreNext() implements RuntimeRequest {
    @Override
    public int maxBodyBytes() {
      return 0;
    }
  }

  record Ping() implements RuntimeRequest {
    @Override
    public int maxBodyBytes() {
      return 0;
    }
  }

  record Unknown() implements RuntimeRequest {
    @Override
    public int maxBodyBytes() {
      return MAX_ERROR_BYTES;
    }
  }

  static RuntimeRequest of(HttpMethod method, String path) {
    if (HttpMethod.GET.equals(method)) {
      return switch (path) {
        case INVOCATION + "next" -> new Next();
        case VERSION + "/runtime/restore/next" -> new RestoreNext();
        case VERSION + "/ping" -> new Ping();
        default -> new Unknown();
      };
    }
    if (!HttpMethod.POST.equals(method)) {
      return new Unknown();
    }
    if (path.equals(VERSION + "/runtime/init/error")
        || path.equals(VERSION + "/runtime/restore/error")) {
      return new InitError();
    }
    int slash = path.lastIndexOf('/');
    if (!path.startsWith(INVOCATION) || slash <= INVOCATION.length()) {
      return new Unknown();
    }
    String requestId = path.substring(INVOCATION.length(), slash);
    return switch (path.substring(slash + 1)) {
      case "response" -> new Response(requestId);
      case "error" -> new InvocationError(requestId);
      default -> new Unknown();
    };
  }
}
