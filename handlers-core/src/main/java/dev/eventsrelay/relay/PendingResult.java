// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.protocol.Frame;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A result that waits for its subscriber.
 *
 * @param guid what it is about
 * @param frame the result, as it came
 */
public record PendingResult(Guid guid, Frame frame) {
  public PendingResult {
    requireNonNull(guid, "guid is null");
    requireNonNull(frame, "frame is null");
  }

  /**
   * What tells it from other results for the guid. A repeat has the same bytes and so the same id:
   * a worker that sends its result four times leaves one pending result, not four.
   */
  public String id() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(frame.utf8());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
