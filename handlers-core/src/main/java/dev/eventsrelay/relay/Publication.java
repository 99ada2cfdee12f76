// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.protocol.Guid;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A result as it was published.
 *
 * @param guid what it is about
 * @param frame the result, as it came
 * @param id what tells it from other results for the guid: a hash of the frame, so a repeat has the
 *     same one
 */
public record Publication(Guid guid, Frame frame, String id) {
  public Publication {
    requireNonNull(guid, "guid is null");
    requireNonNull(frame, "frame is null");
    requireNonNull(id, "id is null");
  }

  /** The publication of that frame. */
  public static Publication of(Guid guid, Frame frame) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(frame.utf8());
      return new Publication(
          guid, frame, Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
